/** Of so many values the one below which this share of them lies, to a tenth; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  return Math.round((value ?? NaN) * 10) / 10
}
