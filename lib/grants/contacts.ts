import { Aws } from 'aws-cdk-lib';
import type { Grant } from '#lib/grants/grant.ts';

/** Makes and keeps the email topic of each contact. */
export const manageContactTopics = (contactTopicsArn: string, reason: string): Grant => ({
  capability: 'ManageContactTopics',
  reason,
  actions: [
    'sns:CreateTopic',
    'sns:DeleteTopic',
    'sns:Subscribe',
    'sns:ListSubscriptionsByTopic',
    'sns:SetTopicAttributes',
    'sns:TagResource',
  ],
  resources: [contactTopicsArn],
  wildcardReason: 'A contact topic is made at run time; its name begins with a prefix that only Muster uses.',
});

/** Sees whether the addresses of contacts' topics are confirmed. */
export const readSubscriptions = (contactTopicsArn: string, reason: string): Grant => ({
  capability: 'ReadSubscriptions',
  reason,
  actions: ['sns:ListSubscriptionsByTopic'],
  resources: [contactTopicsArn],
  wildcardReason: 'A contact topic is made at run time; its name begins with a prefix that only Muster uses.',
});

/** Takes an address off a contact's topic. */
export const unsubscribeContacts = (reason: string): Grant => ({
  capability: 'UnsubscribeContacts',
  reason,
  actions: ['sns:Unsubscribe'],
  resources: ['*'],
  wildcardReason:
    'IAM knows no resource for sns:Unsubscribe; a subscription can only be ended by its full ARN, which holds a random id.',
});

/** Pages by email, through the contact's own topic. */
export const pageByEmail = (contactTopicsArn: string, reason: string): Grant => ({
  capability: 'PageByEmail',
  reason,
  actions: ['sns:Publish'],
  resources: [contactTopicsArn],
  wildcardReason: 'A contact topic is made at run time; its name begins with a prefix that only Muster uses.',
});

/** Pages by SMS, straight to a number. */
export const pageBySms = (reason: string): Grant => ({
  capability: 'PageBySms',
  reason,
  actions: ['sns:Publish'],
  // A number has no ARN. All that is no topic is what remains, and that is numbers: this right reaches no
  // topic. https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
  notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`],
});
