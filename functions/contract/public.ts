import * as z from 'zod';
import { linkActions } from '#domain/acknowledgement/actions.ts';
import type { RouteDefinitions } from './route.ts';

/** The buttons of a link; without one: acknowledges for those whom a level has paged, else accepts. */
const linkForm = z.object({ action: z.enum(linkActions).optional() });

const tokenParams = z.object({ token: z.string().min(1).max(1000) });

export const publicRoutes = {
  landingPage: {
    method: 'GET',
    path: '/',
    tag: 'public',
    scope: null,
    summary: 'What this is and where its documentation lies',
    responses: { 200: 'text/html' },
    errors: [],
  },
  getHealth: {
    method: 'GET',
    path: '/health',
    tag: 'public',
    scope: null,
    summary: 'Whether Muster answers',
    responses: { 200: z.object({ status: z.literal('ok') }) },
    errors: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    tag: 'public',
    scope: null,
    summary: 'This document',
    responses: { 200: z.looseObject({ openapi: z.string() }) },
    errors: [],
  },
} as const satisfies RouteDefinitions;

/** The link in every page: looking at it changes nothing, since mail scanners open links; only its button does. */
export const acknowledgementLinkRoutes = {
  showAcknowledgementLink: {
    method: 'GET',
    path: '/a/{token}',
    tag: 'public',
    scope: null,
    summary: 'Shows the incident of a page and asks',
    params: tokenParams,
    responses: { 200: 'text/html' },
    errors: ['gone'],
  },
  useAcknowledgementLink: {
    method: 'POST',
    path: '/a/{token}',
    tag: 'public',
    scope: null,
    summary: 'Acknowledges the incident of a page, or accepts or declines to help',
    params: tokenParams,
    form: linkForm,
    responses: { 200: 'text/html' },
    errors: ['gone', 'conflict', 'invalid-transition'],
  },
} as const satisfies RouteDefinitions;

/** The shifts for calendar programs, which can send no header: the token in the address is the key. */
export const calendarFeedRoutes = {
  readCalendar: {
    method: 'GET',
    path: '/calendars/{token}',
    tag: 'public',
    scope: null,
    summary: 'The shifts of a schedule or a person as an iCalendar feed',
    params: tokenParams,
    responses: { 200: 'text/calendar' },
    errors: [],
  },
} as const satisfies RouteDefinitions;
