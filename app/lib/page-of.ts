/** The national authority sees thousands. */
export const ROWS_ON_A_PAGE = 50

/** A page of a list that is too long for one. */
export interface Paged<Row> {
  rows: Row[]
  /** On all pages. */
  total: number
  /** 1 and up. */
  page: number
  pages: number
  /** Addresses of the pages beside it; null = there is none. */
  before: string | null
  after: string | null
}

/**
 * The page that stands in the address, or the one nearest to it.
 *
 * @param name of the page's number in the address, and of the heading to which the links lead
 */
export function pageOf<Row>(all: readonly Row[], query: URLSearchParams, name: string): Paged<Row> {
  const pages = Math.max(1, Math.ceil(all.length / ROWS_ON_A_PAGE))
  const wish = Number.parseInt(query.get(name) ?? '1', 10) || 1
  const page = Math.min(Math.max(1, wish), pages)
  const to = (side: number): string => {
    const address = new URLSearchParams(query)
    address.set(name, String(side))
    return `?${address.toString()}#${name}`
  }
  return {
    rows: all.slice((page - 1) * ROWS_ON_A_PAGE, page * ROWS_ON_A_PAGE),
    total: all.length,
    page,
    pages,
    before: page > 1 ? to(page - 1) : null,
    after: page < pages ? to(page + 1) : null,
  }
}
