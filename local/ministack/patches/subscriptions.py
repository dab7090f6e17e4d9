"""Calls a deliverer for every subscription of one protocol that a message published to a topic reaches."""

from ministack.services import sns

from patches.internals import find


def deliver_to(protocol, deliver):
    """`deliver(subscription, message_id, message, subject)` runs after MiniStack's own fan-out."""
    fanout = find(sns, "_fanout")
    topic_by_arn = find(sns, "_topic_by_arn_any_scope")
    message_for_protocol = find(sns, "_resolve_message_for_protocol")
    matches_filter = find(sns, "_matches_filter_policy")

    def fanout_and_deliver(
        topic_arn, msg_id, message, subject, message_structure="", message_attributes=None, **fifo
    ):
        fanout(topic_arn, msg_id, message, subject, message_structure, message_attributes, **fifo)
        topic = topic_by_arn(topic_arn) or {"subscriptions": []}
        for subscription in topic["subscriptions"]:
            if subscription["protocol"] != protocol or not subscription["confirmed"]:
                continue
            text = message_for_protocol(message, message_structure, protocol)
            if matches_filter(subscription, message_attributes or {}, text):
                deliver(subscription, msg_id, text, subject)

    sns._fanout = fanout_and_deliver
