import { z } from 'zod'
import { defaultLimits, type Limits } from './collaboration/limits'

/** What the operator says about limits of live documents; part of the environment, read by env.ts. */
export type CollaborationEnv = Pick<
  Limits,
  | 'updatesPerSecond'
  | 'frameBytes'
  | 'documentBytes'
  | 'connectionsPerPerson'
  | 'connectionsPerDocument'
  | 'connectionsPerAddress'
>

const KiB = 1024
const MiB = 1024 * KiB

const whole = (least: number, most: number, normal: number) => {
  const error = `a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error).default(normal)
}

export const collaborationVariables = {
  COLLAB_LIMITS: z.enum(['on', 'off']).default('on'),
  COLLAB_UPDATES_PER_SECOND: whole(10, 10_000, defaultLimits.updatesPerSecond),
  // Where websockets are blocked a page sends up to 256 KiB at once (app/live/tunnel.ts): that must always come through.
  COLLAB_MAX_FRAME_BYTES: whole(256 * KiB, 16 * MiB, defaultLimits.frameBytes),
  COLLAB_MAX_DOCUMENT_BYTES: whole(MiB, 256 * MiB, defaultLimits.documentBytes),
  COLLAB_MAX_CONNECTIONS_PER_PERSON: whole(2, 10_000, defaultLimits.connectionsPerPerson),
  COLLAB_MAX_CONNECTIONS_PER_DOCUMENT: whole(2, 10_000, defaultLimits.connectionsPerDocument),
  COLLAB_MAX_CONNECTIONS_PER_ADDRESS: whole(2, 100_000, defaultLimits.connectionsPerAddress),
}

type Said = z.output<z.ZodObject<typeof collaborationVariables>>

/** @param wrong throws */
export function collaborationOf(said: Said, wrong: (sentence: string) => never): CollaborationEnv {
  if (said.COLLAB_MAX_FRAME_BYTES > said.COLLAB_MAX_DOCUMENT_BYTES)
    wrong('COLLAB_MAX_FRAME_BYTES: must not be larger than COLLAB_MAX_DOCUMENT_BYTES')
  if (said.COLLAB_MAX_CONNECTIONS_PER_PERSON > said.COLLAB_MAX_CONNECTIONS_PER_ADDRESS)
    wrong('COLLAB_MAX_CONNECTIONS_PER_PERSON: must not be more than COLLAB_MAX_CONNECTIONS_PER_ADDRESS')
  return {
    updatesPerSecond: said.COLLAB_UPDATES_PER_SECOND,
    frameBytes: said.COLLAB_MAX_FRAME_BYTES,
    documentBytes: said.COLLAB_MAX_DOCUMENT_BYTES,
    connectionsPerPerson: said.COLLAB_MAX_CONNECTIONS_PER_PERSON,
    connectionsPerDocument: said.COLLAB_MAX_CONNECTIONS_PER_DOCUMENT,
    connectionsPerAddress: said.COLLAB_MAX_CONNECTIONS_PER_ADDRESS,
  }
}
