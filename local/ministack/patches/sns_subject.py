"""SNS subjects that AWS refuses, refused.

Why: MiniStack takes any subject. AWS rejects the whole Publish, so a page with an emoji in its title would
reach everybody here and nobody there.
AWS: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (Subject). A hundred characters are accepted,
the hundred and first is not (measured by others: https://github.com/getmoto/moto/issues/1503).

No longer needed when `aws sns publish --subject` with a line break or an emoji fails without this file.
"""

import re

from ministack.services import sns

from patches.internals import find

# Begins with an ASCII letter, number or punctuation mark; then printable ASCII only.
ACCEPTED = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,99}")


def apply():
    publish = find(sns, "_publish")
    parameter = find(sns, "_p")
    error = find(sns, "_error")

    def publish_with_accepted_subject(params):
        subject = parameter(params, "Subject")
        if subject and not ACCEPTED.fullmatch(subject):
            return error("InvalidParameter", "Invalid parameter: Subject", 400)
        return publish(params)

    sns._publish = publish_with_accepted_subject
