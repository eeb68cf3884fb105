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
  const page = Math.min(Math.max(1, wishedPage(query, name)), pages)
  const rows = all.slice((page - 1) * ROWS_ON_A_PAGE, page * ROWS_ON_A_PAGE)
  return { rows, ...pagesAround({ page, total: all.length }, query, name) }
}

/** The number of the page in the address; 1 when none stands there. It may be a page there is not. */
export function wishedPage(query: URLSearchParams, name: string): number {
  return Number.parseInt(query.get(name) ?? '1', 10) || 1
}

/** The ways to the pages beside one. */
export function pagesAround(
  { page, total }: { page: number; total: number },
  query: URLSearchParams,
  name: string,
): Omit<Paged<never>, 'rows'> {
  const pages = Math.max(1, Math.ceil(total / ROWS_ON_A_PAGE))
  const to = (side: number): string => {
    const address = new URLSearchParams(query)
    address.set(name, String(side))
    return `?${address.toString()}#${name}`
  }
  return {
    total,
    page,
    pages,
    before: page > 1 ? to(page - 1) : null,
    after: page < pages ? to(page + 1) : null,
  }
}
