"""Records of a DynamoDB stream that were not read before a stop are read after the next start.

Why: MiniStack saves how far each event source mapping has read and none of the records, so it goes on behind the end
of an empty stream: deaf until as many records have come as before the stop. AWS keeps a record for 24 hours and the
place of its reader for good.
AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html

Records that every event source mapping of the stream has read are not saved: state is written every second or so, and
would grow with each change of the day.

No longer needed when a Lambda function on a stream is still called after a restart with kept state without this file.
"""

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb, lambda_svc

from patches.internals import find


def apply():
    get_state = find(dynamodb, "get_state")
    load_state = find(dynamodb, "load_persisted_state")
    restore_mappings = find(lambda_svc, "_restore_state")
    records = find(dynamodb, "_stream_records")
    # How many records precede those that are kept: positions count from the stream's first record ever.
    gone = find(dynamodb, "_stream_trimmed")
    end_position = find(dynamodb, "stream_end_position")
    tables = find(dynamodb, "_tables")
    mappings = find(lambda_svc, "_esms")
    positions = find(lambda_svc, "_dynamodb_stream_positions")

    def readers(account_id, region, stream_arn):
        return [
            mapping["UUID"]
            for mapping in mappings.values_scoped(account_id, region)
            if mapping.get("EventSourceArn") == stream_arn
        ]

    def state_with_unread_records():
        unread, gone_with_read = AccountRegionScopedDict(), AccountRegionScopedDict()
        for (account_id, region, name), kept in records.all_items():
            before = gone.get_scoped(account_id, region, name, 0)
            stream_arn = tables.get_scoped(account_id, region, name, {}).get("LatestStreamArn")
            read = [
                positions.get_scoped(account_id, region, reader, before)
                for reader in readers(account_id, region, stream_arn)
            ]
            first_unread = max(before, min(read, default=before))
            unread.set_scoped(account_id, region, name, kept[first_unread - before :])
            gone_with_read.set_scoped(account_id, region, name, first_unread)
        return {**get_state(), "stream_records": unread, "stream_trimmed": gone_with_read}

    def load_state_with_records(data):
        records.update(data.get("stream_records", {}))
        gone.update(data.get("stream_trimmed", {}))
        load_state(data)

    def restore_mappings_within_their_streams(data):
        restore_mappings(data)
        # Where DynamoDB's state is older than the mappings', or has no records, a reader would stand behind the end.
        for (account_id, region, name), table in tables.all_items():
            end = end_position(name, account_id=account_id, region=region)
            for reader in readers(account_id, region, table.get("LatestStreamArn")):
                position = positions.get_scoped(account_id, region, reader)
                if position is not None and position > end:
                    positions.set_scoped(account_id, region, reader, end)

    dynamodb.get_state = state_with_unread_records
    dynamodb.load_persisted_state = load_state_with_records
    lambda_svc._restore_state = restore_mappings_within_their_streams
