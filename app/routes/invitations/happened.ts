/** What the form that was just sent has done, as its redirect says it. */
export interface Happened {
  invited: number
  enrolled: number
  account: boolean
}

export function happened(request: Request): Happened {
  const query = new URL(request.url).searchParams
  const count = (key: string): number => {
    const value = Number(query.get(key) ?? 0)
    return Number.isInteger(value) && value > 0 && value < 10_000 ? value : 0
  }
  return { invited: count('invitert'), enrolled: count('meldt'), account: query.has('konto') }
}
