const WIDTH = 30
const EVERY = 500

/** A line on the terminal that says how far a list has come; nothing where nobody watches. */
export interface ProgressBar {
  /** Passes rows on, and counts them. */
  counting<T>(rows: AsyncIterable<T>): AsyncIterable<T>
  judged(done: number): void
  end(): void
}

export function progressBar(out: NodeJS.WriteStream = process.stderr): ProgressBar {
  let read = 0
  let isShown = false
  const show = (text: string): void => {
    if (!out.isTTY) return
    isShown = true
    out.write(`\r\u001b[K${text}`)
  }
  return {
    async *counting(rows) {
      for await (const row of rows) {
        if (++read % EVERY === 0) show(`read: ${read} rows`)
        yield row
      }
    },
    judged(done) {
      if (done % EVERY !== 0) return
      const filled = Math.round((WIDTH * done) / Math.max(read, done))
      show(`[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}] ${done} of ${read} rows judged`)
    },
    end() {
      if (isShown) out.write('\r\u001b[K')
    },
  }
}
