import { connect, createServer } from 'node:net';
import { Failure } from './failure.ts';

/** The TCP ports of one local stack, all on 127.0.0.1. */
export interface Ports {
  aws: number;
  smtp: number;
  inbox: number;
}

export const DEFAULT_PORT = 4566;
const LOWEST = 1024;
const HIGHEST = 10_999;

/**
 * The ports of the stack whose local AWS listens on `port`. Two stacks on two ports share none: each kind of
 * port has a range of its own, below those that systems hand out to outgoing connections (32768 on Linux).
 *
 * @throws Failure when `port` is no whole number from 1024 to 10999
 */
export function portsFor(port: number): Ports {
  if (!Number.isInteger(port) || port < LOWEST || port > HIGHEST) {
    throw new Failure(`--port takes a whole number from ${LOWEST} to ${HIGHEST}, for example --port 4600.`);
  }
  return { aws: port, smtp: port + 10_000, inbox: port + 20_000 };
}

/**
 * Makes sure that nothing listens on the ports of a stack.
 *
 * @throws Failure that names the port that is taken
 */
export async function requireFree(ports: Ports): Promise<void> {
  for (const port of Object.values(ports)) {
    if (await isFree(port)) continue;
    throw new Failure(
      `Port ${port} is taken by another program. End that program, or choose another port for Muster: ` +
        `npm start -- --port ${ports.aws + 100 <= HIGHEST ? ports.aws + 100 : DEFAULT_PORT}`,
    );
  }
}

/** Whether `port` of 127.0.0.1 can be listened on: nobody answers there, and the system gives it to us. */
export async function isFree(port: number): Promise<boolean> {
  // Listening alone is no proof: a program bound to all addresses does not stop us from binding one of them.
  return !(await answers(port)) && (await canListen(port));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
