import ts from 'typescript'

/** Something put in the place of a node, or of a part of it. */
export interface Change {
  node: ts.Node
  /** Where it begins and ends, when that is not the node itself. */
  from?: number
  to?: number
  put: string
  what: string
}

const { SyntaxKind: Kind } = ts

/** What could be wrong about one node of an access rule. */
export function changesOf(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return ofOperator(node)
  if (ts.isIfStatement(node)) return ofCondition(node.expression)
  if (ts.isConditionalExpression(node)) return ofCondition(node.condition)
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken)
    return [{ node, put: node.operand.getText(), what: 'no longer negated' }]
  if (ts.isReturnStatement(node) && node.expression !== undefined && answersYesOrNo(node))
    return always(node.expression)
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && node.type?.kind === Kind.BooleanKeyword)
    return always(node.body)
  if (ts.isArrayLiteralExpression(node)) return ofArray(node)
  if (ts.isObjectLiteralExpression(node)) return ofObject(node)
  if (ts.isCallExpression(node)) return ofCall(node)
  if (node.kind === Kind.TrueKeyword) return [{ node, put: 'false', what: 'the opposite' }]
  if (node.kind === Kind.FalseKeyword) return [{ node, put: 'true', what: 'the opposite' }]
  return []
}

const always = (node: ts.Node): Change[] =>
  ['true', 'false'].map(put => ({ node, put, what: `always ${put}` }))

function ofCondition(node: ts.Expression): Change[] {
  return [{ node, put: `!(${node.getText()})`, what: 'the opposite condition' }, ...always(node)]
}

/** Other operators that a comparison could be mistaken for. */
const COMPARED: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [Kind.EqualsEqualsEqualsToken]: ['!=='],
  [Kind.ExclamationEqualsEqualsToken]: ['==='],
  [Kind.GreaterThanToken]: ['>=', '<='],
  [Kind.LessThanToken]: ['<=', '>='],
}

function ofOperator(node: ts.BinaryExpression): Change[] {
  const { left, right, operatorToken } = node
  const compared = COMPARED[operatorToken.kind] ?? []
  const logical = { [Kind.AmpersandAmpersandToken]: '||', [Kind.BarBarToken]: '&&' }[
    operatorToken.kind as number
  ]
  const operators = compared.map(put => ({ node: operatorToken, put, what: 'compared otherwise' }))
  if (logical === undefined) return operators
  return [
    { node: operatorToken, put: logical, what: `${logical} instead` },
    { node, put: right.getText(), what: `without «${left.getText().slice(0, 40)}»` },
    { node, put: left.getText(), what: `without «${right.getText().slice(0, 40)}»` },
  ]
}

/** A `return` of a function that is declared to answer yes or no. */
function answersYesOrNo(node: ts.Node): boolean {
  let above: ts.Node = node
  while (!ts.isFunctionLike(above)) above = above.parent
  return above.type?.kind === Kind.BooleanKeyword
}

/** Roles that are put into lists which lack them; what is spread into a list may hold them already. */
const ADDED = ['teacher', 'county_adviser', 'administrator'] as const

function ofArray(node: ts.ArrayLiteralExpression): Change[] {
  const { elements } = node
  const without = elements.map((element, at): Change => {
    const rest = elements.filter((_, other) => other !== at).map(each => each.getText())
    return { node, put: `[${rest.join(', ')}]`, what: `without ${element.getText().slice(0, 40)}` }
  })
  const names = elements.filter(ts.isStringLiteral).map(({ text }) => text)
  const spread = elements.some(ts.isSpreadElement)
  const added = spread ? 'data_officer' : ADDED.find(role => !names.includes(role))
  if (added === undefined || names.includes(added) || !names.some(isRole)) return without
  const more = [...elements.map(each => each.getText()), `'${added}'`]
  return [...without, { node, put: `[${more.join(', ')}]`, what: `also ${added}` }]
}

const isRole = (name: string): boolean =>
  /_adviser$|_coordinator$|_officer$|_person$|^(administrator|leader|teacher|assistant|support)$/.test(name)

/** Keys of a condition that mean something else by another name. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  OR: ['AND'],
  some: ['none'],
  none: ['some'],
  lte: ['lt', 'gt'],
  gt: ['gte', 'lte'],
  not: ['equals'],
}

function ofObject(node: ts.ObjectLiteralExpression): Change[] {
  return node.properties.flatMap((property, at): Change[] => {
    const rest = node.properties.filter((_, other) => other !== at).map(each => each.getText())
    const put = rest.length === 0 ? '{}' : `{ ${rest.join(', ')} }`
    const text = property.getText().replaceAll(/\s+/g, ' ')
    const without = {
      node,
      put: ts.isArrowFunction(node.parent) ? `(${put})` : put,
      what: `without ${text.slice(0, 50)}`,
    }
    const { name } = property
    if (name === undefined || !ts.isIdentifier(name)) return [without]
    const renamed = RENAMED[name.text] ?? []
    return [without, ...renamed.map(other => ({ node: name, put: other, what: `${other} instead` }))]
  })
}

const QUESTIONS = ['hasRole', 'holdsAbove']
const ALL_GRANTS = 'actor.grants.map(grant => grant.orgUnitId)'

function ofCall(node: ts.CallExpression): Change[] {
  const called = node.expression
  if (ts.isPropertyAccessExpression(called)) return ofMethod(node, called)
  const [, roles] = node.arguments
  if (called.getText() === 'memberUnits') {
    if (roles === undefined) return [{ node, put: ALL_GRANTS, what: 'assignments count too' }]
    const held = `actor.grants.filter(grant => (${roles.getText()} as readonly string[]).includes(grant.role))`
    return [
      { node, put: 'memberUnits(actor)', what: 'in any role' },
      { node, put: `${held}.map(grant => grant.orgUnitId)`, what: 'assignments count too' },
    ]
  }
  if (QUESTIONS.includes(called.getText())) return always(node)
  return []
}

function ofMethod(node: ts.CallExpression, called: ts.PropertyAccessExpression): Change[] {
  const { name, expression } = called
  const { text } = name
  if (text === 'some') return [{ node: name, put: 'every', what: 'every instead' }]
  if (text === 'every') return [{ node: name, put: 'some', what: 'some instead' }]
  if (text === 'filter') return [{ node, put: expression.getText(), what: 'unfiltered' }]
  if (text === 'includes' || text === 'has')
    return [{ node, put: `!${node.getText()}`, what: 'the opposite' }]
  return []
}
