"""Batches to SNS and SQS need the right of the single call.

Why: MiniStack asks for a right of the operation's own name, such as sns:PublishBatch. IAM has no such action: on AWS
the right is sns:Publish, and a policy that names the other grants nothing.
AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html and list_amazonsqs.html.

No longer needed when a role that may sns:Publish gets an answer from PublishBatch without this file.
"""

from ministack.core import iam_actions

from patches.internals import find

RIGHTS = {
    "sns:PublishBatch": "sns:Publish",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


def apply():
    extract_iam_action = find(iam_actions, "extract_iam_action")

    def extract_iam_action_of_aws(*request):
        action = extract_iam_action(*request)
        return RIGHTS.get(action, action)

    iam_actions.extract_iam_action = extract_iam_action_of_aws
