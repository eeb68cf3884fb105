import ts from 'typescript'
import type { Change } from './changes'

/** What could be wrong in SQL that decides about rights: [what is looked for, what is put, in words]. */
const RULES: readonly (readonly [pattern: RegExp, put: string, what: string])[] = [
  [/<=/g, '<', 'SQL: < instead'],
  [/(?<![<-])>(?!=)/g, '>=', 'SQL: >= instead'],
  [/\bOR\b/g, 'AND', 'SQL: AND instead'],
  [/\bAND\b/g, 'OR', 'SQL: OR instead'],
  [/\bIS NULL\b/g, 'IS NOT NULL', 'SQL: IS NOT NULL instead'],
  [/\bNOT EXISTS\b/g, 'EXISTS', 'SQL: EXISTS instead'],
  [/\bWHEN EXISTS\b/g, 'WHEN NOT EXISTS', 'SQL: NOT EXISTS instead'],
  [/'write'/g, "'read'", 'SQL: read instead'],
  [/'read'/g, "'write'", 'SQL: write instead'],
  // A condition of its own is left out: `AND a.b = c.d`, `AND NOT EXISTS (…)` stays for the rule above.
  [/\bAND (?=[\w.$"]+ (?:=|IS|>|<))/g, 'AND true OR ', 'SQL: one condition does not count'],
  [/AND \$\{(?:holds|assigned|member)\([^)]*\)\}/g, '', 'SQL: one condition left out'],
  [/\$\{(?:holds|assigned|member)\([^)]*\)\}/g, 'true', 'SQL: one condition always holds'],
  [/AND [\w.]+ = (?:[\w.]+|\$\{[^}]*\})/g, '', 'SQL: one condition left out'],
]

/** Single changes inside a template of SQL. */
export function changesOfSql(node: ts.Node): Change[] {
  if (!ts.isTaggedTemplateExpression(node)) return []
  const { template } = node
  const text = template.getText()
  const begins = template.getStart()
  return RULES.flatMap(([pattern, put, what]) =>
    [...text.matchAll(pattern)].map(match => {
      const from = begins + match.index
      return { node: template, from, to: from + match[0].length, put, what }
    }),
  )
}
