import type { DecodedUpdate, Struct, TypeName } from './update-reader'

/** @returns what is wrong (for the log, without text of the document), or null when all of it may be kept. */
export type ContentCheck = (update: DecodedUpdate) => string | null

/** Whether the fault is that something is not known here: what was written by a newer version of the product has it. */
export function isOfNewerSchema(fault: string): boolean {
  return fault === 'node' || fault === 'mark'
}

export interface AllowedContent {
  /** Names of root types; the body is `default`. */
  roots: readonly string[]
  /** Element names, as the editor's schema calls its nodes. */
  nodes: readonly string[]
  /** Names of marks, as the editor's schema calls them. */
  marks: readonly string[]
  /** What attributes may say, by key; what has no rule may say anything that runs no code. */
  attributes?: Readonly<Record<string, (value: unknown) => boolean>>
}

const TYPES: readonly TypeName[] = ['xmlElement', 'xmlText']
const LINK_KEYS = new Set(['href', 'src', 'xlink:href', 'action', 'formaction'])
const SAFE_SCHEMES = new Set(['http', 'https', 'mailto', 'tel'])
const SCRIPT_SCHEMES = new Set(['javascript', 'data', 'vbscript', 'blob', 'file'])
const LONGEST_SCHEME = 64
/** y-tiptap appends a hash to marks that may overlap themselves. */
const MARK_HASH = /--[a-zA-Z0-9+/=]{8}$/

/** Builds the check for one editor schema: known nodes and marks only, and no link that runs code. */
export function contentCheck(allowed: AllowedContent): ContentCheck {
  const roots = new Set(allowed.roots)
  const nodes = new Set(allowed.nodes)
  const marks = new Set(allowed.marks)
  const rules = new Map(Object.entries(allowed.attributes ?? {}))
  const check = (struct: Struct): string | null => {
    if (typeof struct.parent === 'string' && !roots.has(struct.parent)) return 'root'
    const { content } = struct
    if (!keepsRule(struct, rules)) return 'attribute'
    switch (content.kind) {
      case 'type':
        if (!TYPES.includes(content.type)) return `type ${content.type}`
        return content.name !== null && !nodes.has(content.name) ? 'node' : null
      case 'format':
        if (!marks.has(content.key.replace(MARK_HASH, ''))) return 'mark'
        return safeValue(content.value, null) ? null : 'link'
      case 'any':
        return content.values.every(value => safeValue(value, struct.parentSub)) ? null : 'link'
      default:
        return null
    }
  }
  return update => {
    for (const { structs } of update.sections) {
      for (const struct of structs) {
        const fault = check(struct)
        if (fault) return fault
      }
    }
    return null
  }
}

/** Of an attribute that is set for the first time the key is known. */
function keepsRule(
  { parentSub, content }: Struct,
  rules: ReadonlyMap<string, (value: unknown) => boolean>,
): boolean {
  const rule = parentSub === null ? undefined : rules.get(parentSub)
  if (rule === undefined) return true
  return content.kind === 'any' ? content.values.every(rule) : content.kind !== 'type'
}

/**
 * A changed attribute does not say its key (Yjs finds it by the neighbour), so no value may look like a link that runs
 * code, whatever it is called; where the key is known to hold a link, only known schemes pass.
 */
function safeValue(value: unknown, key: string | null): boolean {
  if (typeof value === 'string') return safeText(value, key)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => safeValue(inner, Array.isArray(value) ? key : name))
}

function safeText(value: string, key: string | null): boolean {
  const scheme = schemeOf(value)
  if (scheme === null) return true
  return key !== null && LINK_KEYS.has(key.toLowerCase())
    ? SAFE_SCHEMES.has(scheme)
    : !SCRIPT_SCHEMES.has(scheme)
}

/** The scheme a browser would see: it ignores control characters and blanks. */
function schemeOf(value: string): string | null {
  let bare = ''
  for (const char of value) {
    if (char > ' ' && !isInvisible(char)) bare += char
    if (bare.length > LONGEST_SCHEME) break
  }
  return /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase() ?? null
}

function isInvisible(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  return (code >= 0x7f && code <= 0xa0) || (code >= 0x2000 && code <= 0x200f) || code === 0xfeff
}
