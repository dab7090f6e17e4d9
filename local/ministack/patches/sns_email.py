"""Email subscriptions of an SNS topic, delivered by SMTP to the local inbox.

Why: MiniStack only logs them, so nobody could see or test a page by email.
Unlike AWS, MiniStack confirms an email subscription at once; on AWS the person has to.

No longer needed when a message published to a topic with an email subscription arrives in the inbox
without this file.
"""

from ministack.services import ses

from patches.internals import find
from patches.subscriptions import deliver_to

SENDER = "AWS Notifications <no-reply@sns.amazonaws.com>"
SUBJECT_WHEN_NONE_IS_GIVEN = "AWS Notification Message"


def apply():
    send_email = find(ses, "send_internal_email")

    def deliver(subscription, _message_id, message, subject):
        send_email(
            SENDER,
            [subscription["endpoint"]],
            subject or SUBJECT_WHEN_NONE_IS_GIVEN,
            body_text=message,
            type_name="SnsSubscription",
        )

    deliver_to("email", deliver)
