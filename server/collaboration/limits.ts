const KiB = 1024
const MiB = 1024 * KiB

/** Every number the live-document server goes by. Bytes are octets, times are milliseconds unless the name says otherwise. */
export interface Limits {
  /** Largest message a client may send. Up to twice as much is read so that the refusal can be worded; more ends in 1009. */
  frameBytes: number
  /** What a document may hold; above it only deletions are taken. */
  documentBytes: number
  /** Largest state vector in a sync step 1. */
  stateVectorBytes: number
  /** Largest awareness state of one client id. */
  awarenessBytes: number
  /** Awareness states one connection may have taken up per second; the newest one waits for its turn, none is lost. */
  awarenessPerSecond: number
  /** Update-carrying frames per second and connection; above the burst the socket is not read for a while. */
  updatesPerSecond: number
  updateBurst: number
  /** All frames per second and connection, whatever they carry; above the burst the socket is not read for a while. */
  framesPerSecond: number
  frameBurst: number
  /** Time until the first frame must be there. */
  firstFrameMs: number
  connectionsPerPerson: number
  connectionsPerDocument: number
  /** A hall of 200 teachers shares one address: generous. */
  connectionsPerAddress: number
  /** Accepted but not committed bytes of one document; above it nobody in the room is read until half of it is gone. */
  queueBytes: number
  /** An update that has waited this long for its commit is relayed without it. */
  relayAfterMs: number
  /** A room rests this many microseconds per socket after a broadcast of what one person wrote … */
  restMicrosPerSocket: number
  /** … and this many when several wrote: what comes meanwhile shares the next one. */
  restMicrosPerSocketTogether: number
  /** Shortest time between two broadcasts of awareness in a room, and the same in a crowd. */
  awarenessEveryMs: number
  awarenessEveryMsInCrowd: number
  /** From this many connections on a room is a crowd. */
  crowd: number
  /** Unchanged awareness states are renewed in one frame this often: y-protocols forgets a peer after 30 s. */
  awarenessRenewMs: number
  /** Unsent bytes above which a reader gets no awareness. */
  slowAwarenessBytes: number
  /** Unsent bytes above which a reader is closed. */
  slowBytes: number
  /** How long a reader may stay above `slowAwarenessBytes`. */
  slowMs: number
  /** Pings and the check for silent and slow sockets. */
  heartbeatMs: number
  /** A tail is folded when it has more rows or more bytes than this … */
  foldRows: number
  foldBytes: number
  /** … and more bytes than this share of the snapshot. */
  foldShare: number
  /** Shortest time between two folds of one document. */
  foldPauseMs: number
  /** How long an empty room is kept. */
  unloadMs: number
  /** Pause between two commits while many write, so that they share them; 0 = as fast as the store answers. */
  commitPauseMs: number
  /** Runs per second from which the whole pause counts; up to half of that there is none. */
  commitPauseRuns: number
  /** So long before a room has rested its commit begins. */
  commitLeadMs: number
  /** First and longest wait before an append that failed is tried again. */
  retryFirstMs: number
  retryMaxMs: number
  /** How long close() waits for the queue to be committed. */
  closeMs: number
  /** How long a closed socket may take to say goodbye. */
  goodbyeMs: number
}

export const defaultLimits: Readonly<Limits> = {
  frameBytes: MiB,
  documentBytes: 16 * MiB,
  stateVectorBytes: 64 * KiB,
  awarenessBytes: 4 * KiB,
  awarenessPerSecond: 10,
  updatesPerSecond: 50,
  updateBurst: 200,
  framesPerSecond: 200,
  frameBurst: 400,
  firstFrameMs: 5_000,
  connectionsPerPerson: 30,
  connectionsPerDocument: 600,
  connectionsPerAddress: 2_000,
  queueBytes: 8 * MiB,
  relayAfterMs: 250,
  restMicrosPerSocket: 40,
  restMicrosPerSocketTogether: 130,
  awarenessEveryMs: 100,
  awarenessEveryMsInCrowd: 500,
  crowd: 100,
  awarenessRenewMs: 10_000,
  slowAwarenessBytes: MiB,
  slowBytes: 4 * MiB,
  slowMs: 30_000,
  heartbeatMs: 15_000,
  foldRows: 2_000,
  foldBytes: 256 * KiB,
  foldShare: 0.1,
  foldPauseMs: 2_000,
  unloadMs: 10_000,
  commitPauseMs: 12,
  commitPauseRuns: 100,
  commitLeadMs: 3,
  retryFirstMs: 50,
  retryMaxMs: 2_000,
  closeMs: 8_000,
  goodbyeMs: 1_000,
}
