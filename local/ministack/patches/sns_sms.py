"""SMS subscriptions of an SNS topic, recorded like an SMS published to a number.

Why: MiniStack only logs them, so `GET /_ministack/sns/sms-messages` shows half of what people would receive.

No longer needed when a message published to a topic with an SMS subscription is listed there without this file.
"""

from ministack.services import sns

from patches.internals import find
from patches.subscriptions import deliver_to


def apply():
    messages_to = find(sns, "_sms_log_for")

    def deliver(subscription, message_id, message, subject):
        messages_to(subscription["endpoint"]).append(
            {
                "PhoneNumber": subscription["endpoint"],
                "TopicArn": subscription["topic_arn"],
                "SubscriptionArn": subscription["arn"],
                "MessageId": message_id,
                "Message": message,
                "MessageAttributes": {},
                "MessageStructure": None,
                "Subject": subject or None,
            }
        )

    deliver_to("sms", deliver)
