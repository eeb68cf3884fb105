import ts from 'typescript'
import { changesOf, type Change } from './changes'
import { changesOfSql } from './sql-changes'

/** One file with one thing changed in it. */
export interface Mutant {
  /** Path from the root of the checkout. */
  file: string
  /** Counted from 1. */
  line: number
  /** What was done, and what stood there: stays the same when lines move. */
  name: string
  /** The file's whole text with the change. */
  text: string
}

const SHOWN = 70

const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}

/** Every single change of access rules in a file that the mutator knows, in the order of the text; none twice. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const seen = new Set([text])
  const all: Mutant[] = []
  const add = ({ node, from, to, put, what }: Change): void => {
    const start = from ?? node.getStart()
    const end = to ?? node.getEnd()
    const mutated = text.slice(0, start) + put + text.slice(end)
    if (seen.has(mutated)) return
    seen.add(mutated)
    const line = source.getLineAndCharacterOfPosition(start).line + 1
    all.push({ file, line, name: `${what}: ${short(text.slice(start, end))}`, text: mutated })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return
    for (const change of changesOf(node)) add(change)
    for (const change of changesOfSql(node)) add(change)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return all
}
