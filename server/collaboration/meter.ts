/**
 * Told how long things take, in seconds: never whose, never in which document. What is counted stands in `stats.ts`. Without
 * a meter nothing is measured.
 */
export interface Meter {
  /** The store has taken an append: from asking it until its COMMIT had answered. */
  committed(seconds: number): void
  /** A frame with text leaves for a room: from accepting the oldest edit in it. */
  relayed(seconds: number): void
}
