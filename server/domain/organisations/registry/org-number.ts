const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

/**
 * Norwegian organisation number: 9 digits, the last one is the check digit (mod 11, weights 3 2 7 6 5 4 3 2, as
 * Brønnøysundregistrene describe it). A remainder that would need the digit 10 makes no valid number.
 */
export function isOrgNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return (11 - (sum % 11)) % 11 === Number(text[8])
}
