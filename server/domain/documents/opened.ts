import type { Actor } from '../shared/actor'

/**
 * A document that somebody may read or write at this moment. Made in one place only, `openDocument` (server/domain/access.ts),
 * which asks the area that owns it; what is done with it here asks for nothing but the right it names.
 */
export interface OpenedDocument {
  readonly actor: Pick<Actor, 'personId'>
  readonly documentId: string
  readonly right: 'read' | 'write'
}
