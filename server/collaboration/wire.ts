/**
 * What travels on a document socket. The first four types are the y-websocket protocol, so that any standard client
 * can join; the others are ours and go only to a client that has said hello itself.
 *
 * This file is pure: the browser imports it too (docs/decisions/contracts-shared-with-the-browser.md).
 *
 * | type | from client | from server |
 * |---|---|---|
 * | hello | wire version, epoch it holds (0 = none), schema version (all varUint) | wire version, epoch, schema version, right (0 read, 1 write) |
 * | saved | – | epoch, n: all of this connection's update-carrying frames up to number n are committed |
 * | refused | – | reason (varString, a key of REFUSALS); the socket is closed with its code right after |
 * | ping | nonce (varUint) | – |
 * | pong | – | the same nonce |
 *
 * `n` counts the frames of one connection that carry updates (sync step 2 and update), from 1, on both sides.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  hello: 100,
  saved: 101,
  refused: 102,
  ping: 103,
  pong: 104,
} as const

/** Second number of a sync message (y-protocols). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

export const WIRE_VERSION = 1

/** What a person may do in a document. No right at all is the absence of one. */
export type Right = 'read' | 'write'

/**
 * Why a socket is closed, and the WebSocket close code that says so. The page has a sentence for each
 * (locale key `document.refused.<reason>`); `retry` says whether the client may come back by itself.
 */
export const REFUSALS = {
  malformed: { code: 4400, retry: false },
  signedOut: { code: 4401, retry: false },
  readOnly: { code: 4403, retry: false },
  rightsChanged: { code: 4404, retry: true },
  silent: { code: 4408, retry: true },
  epoch: { code: 4409, retry: false },
  outdated: { code: 4410, retry: false },
  tooLarge: { code: 4413, retry: false },
  full: { code: 4414, retry: false },
  content: { code: 4422, retry: false },
  gap: { code: 4424, retry: true },
  tooMany: { code: 4429, retry: true },
  slow: { code: 4430, retry: true },
  unavailable: { code: 4503, retry: true },
  restart: { code: 1012, retry: true },
} as const

export type Refusal = keyof typeof REFUSALS
