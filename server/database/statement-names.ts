/** A statement without a name is planned each time. */
const UNNAMED = ''
/** So many statements are kept planned on each connection. */
const MOST = 250
/** A list of ids has a text of its own for each of its lengths: longer ones are seldom asked twice. */
const MOST_ARGUMENTS = 40

/**
 * Names the statements that a connection plans once and keeps. Under row-level security a statement takes longer to plan than
 * to answer (1.5 to 10 ms), and the pages ask the same few again and again.
 *
 * @returns what gives a statement its name; none to one that is planned each time: long lists, and whatever comes when
 *   enough are kept, so that a connection's memory has an end
 */
export function statementNames(): (query: { sql: string; args: unknown[] }) => string {
  const names = new Map<string, string>()
  return ({ sql, args }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MOST || args.length > MOST_ARGUMENTS) return UNNAMED
    const name = `s${names.size}`
    names.set(sql, name)
    return name
  }
}
