import fs from 'node:fs'
import path from 'node:path'
import type { RouteConfigEntry } from '@remix-run/route-config'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import routes from '../../app/routes'
import { TASKS } from '~server/jobs/jobs'
import { ROOT } from '~server/root'
import { CALLABLES, type Callable, type Who } from './callables'

const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8')
const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true)

function nodesOf(file: string): ts.Node[] {
  const all: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    all.push(node)
    ts.forEachChild(node, visit)
  }
  visit(parse(file))
  return all
}

/** A loader or an action as the source has it. */
interface Door {
  name: string
  /** The function that stands around it; null = none. */
  wrapper: string | null
}

const METHODS: Readonly<Record<string, string>> = { loader: 'GET', action: 'POST' }

function doorsOf(file: string, address: string): Door[] {
  return parse(file).statements.flatMap(statement => {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined) {
      return ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.flatMap(({ name }) => door(name.text, null))
        : []
    }
    if (exported !== true) return []
    if (ts.isFunctionDeclaration(statement)) return door(statement.name?.text, null)
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const call =
        initializer !== undefined && ts.isCallExpression(initializer) ? initializer.expression : null
      return door(name.getText(), call?.getText() ?? null)
    })
  })

  function door(name: string | undefined, wrapper: string | null): Door[] {
    const method = METHODS[name ?? '']
    return method === undefined ? [] : [{ name: `${method} ${address}`, wrapper }]
  }
}

function doorsBelow(entries: readonly RouteConfigEntry[], above: string): Door[] {
  return entries.flatMap(({ file, path: own, children }) => {
    const address = own === undefined ? above : `${above === '/' ? '' : above}/${own}`
    return [...doorsOf(path.join('app', file), address), ...doorsBelow(children ?? [], address)]
  })
}

const doors = [...doorsOf('app/root.tsx', 'root'), ...doorsBelow(routes, '/')]

/** Names of a file's interface, or keys of one of its object literals. */
function keysOf(file: string, name: string): string[] {
  const bare = (node: ts.PropertyName | undefined): string[] =>
    node === undefined ? [] : [node.getText().replaceAll("'", '')]
  return nodesOf(file).flatMap(node => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === name)
      return node.members.flatMap(member => bare(member.name))
    if (ts.isVariableDeclaration(node) && node.name.getText() === name) {
      const value = node.initializer
      if (value !== undefined && ts.isObjectLiteralExpression(value))
        return value.properties.flatMap(property => bare(property.name))
    }
    return []
  })
}

/** What the server answers to on a socket: first words of `socket.on(…)`. */
function heardOn(file: string): string[] {
  return nodesOf(file).flatMap(node => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'socket.on') return []
    const [event] = node.arguments
    return event !== undefined && ts.isStringLiteral(event) ? [event.text] : []
  })
}

const frames = (): string[] => [
  ...new Set(
    [...read('server/collaboration/messages.ts').matchAll(/\btype: '(\w+)'/g)].map(([, name]) => name ?? ''),
  ),
  ...[...read('server/collaboration/messages.ts').matchAll(/\btype: '(\w+)' \| '(\w+)'/g)].map(
    ([, , name]) => name ?? '',
  ),
]

const health = (): string[] =>
  [...read('server/http/health.ts').matchAll(/'(\/\w+)'/g)].map(([, at]) => at ?? '')

const found: Record<string, () => readonly string[]> = {
  'loaders and actions': () => doors.map(({ name }) => name),
  'messages of event sockets': () =>
    keysOf('server/events/messages.ts', 'ClientMessages').map(name => `socket ${name}`),
  'messages of the tunnel': () =>
    keysOf('server/live/tunnel-messages.ts', 'TunnelClientMessages').map(name => `tunnel ${name}`),
  'frames of document sockets': () => [...new Set(frames())].map(name => `frame ${name}`),
  jobs: () => Object.keys(TASKS).map(name => `job ${name}`),
  commands: () => keysOf('server/cli/main.ts', 'COMMANDS').map(name => `cli ${name}`),
  'addresses before the pages': () => health().map(name => `http ${name}`),
}

const PREFIXES: Record<string, RegExp> = {
  'loaders and actions': /^(GET|POST) /,
  'messages of event sockets': /^socket /,
  'messages of the tunnel': /^tunnel /,
  'frames of document sockets': /^frame /,
  jobs: /^job /,
  commands: /^cli /,
  'addresses before the pages': /^http /,
}

describe('everything that can be called is declared, and nothing else', () => {
  test.each(Object.entries(found))('%s', (kind, there) => {
    const declared = CALLABLES.map(({ name }) => name).filter(name => PREFIXES[kind]?.test(name))
    expect(declared.length).toBeGreaterThan(0)
    expect([...there()].sort()).toEqual([...declared].sort())
  })

  test('nothing is declared twice', () => {
    const names = CALLABLES.map(({ name }) => name)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })
})

describe('what is declared is what stands there', () => {
  /** Whom the pages let in without anybody being signed in. */
  const OPEN: readonly Who[] = ['anyone', 'signingIn', 'linkHolder']
  /** Say themselves who is served: nobody signed in gets an answer of its own, or nothing happens. */
  const ASKS_ITSELF = ['POST /logg-ut', 'POST /sprak', 'GET /dokumenter/:documentId/status']

  test('every loader and action stands behind one of the ways in', () => {
    expect(
      doors.filter(({ wrapper }) => !['anyone', 'signedIn', 'withAccount'].includes(wrapper ?? '')),
    ).toEqual([])
  })

  test('what is open without signing in is declared to be', () => {
    const whoOf = new Map(CALLABLES.map(({ name, who }): [string, Callable['who']] => [name, who]))
    const open = doors.filter(({ wrapper }) => wrapper === 'anyone').map(({ name }) => name)
    const undeclared = open.filter(name => !OPEN.includes(whoOf.get(name) ?? 'system'))
    expect(undeclared.sort()).toEqual([...ASKS_ITSELF].sort())
  })

  test('the server listens for the messages of its contract and for no others', () => {
    const declared = keysOf('server/events/messages.ts', 'ClientMessages')
    expect(heardOn('server/events/events.ts').filter(name => name !== 'disconnecting')).toEqual(declared)
  })
})
