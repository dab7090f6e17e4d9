/** The id of the one default service: fixed, so that however many make it at once, one is made. */
export const DEFAULT_SERVICE_ID = 'svc_00000000000000000000000000';
