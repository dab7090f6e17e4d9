"""Requests over loopback count as sent over TLS.

Why: policies refuse plain HTTP (aws:SecureTransport), here as on AWS. AWS's clients always use TLS there; here
they speak plain HTTP to 127.0.0.1, and every page by email would be refused.
AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

No longer needed when the local AWS is reached over TLS.
"""

from ministack import app

from patches.internals import find


def apply():
    pin_request_origin = find(app, "pin_request_origin")

    def pin_as_sent_over_tls(source_ip, secure_transport):
        pin_request_origin(source_ip, True)

    app.pin_request_origin = pin_as_sent_over_tls
