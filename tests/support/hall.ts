import crypto from 'node:crypto'
import { db } from '~server/database/client'
import type { Content } from '~server/domain/documents/content'
import { seedUpdate } from '~server/domain/documents/render'
import { sha256 } from '~server/domain/documents/storage'
import { getBoard, type BoardStatement } from '~server/domain/gatherings/harvest/board'
import { getHarvest } from '~server/domain/gatherings/harvest/harvests'
import { listResults, type ResultTheme } from '~server/domain/gatherings/harvest/results'
import type { Shown } from '~server/domain/gatherings/harvest/schema'
import { createTheme } from '~server/domain/gatherings/harvest/themes'
import type { Actor } from '~server/domain/shared/actor'
import { aGathering, anActor, aSeat, aTable } from './factories'
import { aCast, aNetwork, type Cast, type Network } from './network'

/** A block of a document, marked for the plenum unless said otherwise. */
export const said = (text: string, plenum = true): Content => ({
  type: 'paragraph',
  attrs: plenum ? { plenum: true } : {},
  content: [{ type: 'text', text }],
})
export const asked = (text: string): Content => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text }],
})
export const shown = ({ id, turn }: BoardStatement): Shown => ({ id, seen: turn })

/** A gathering of the western county with two tables: a teacher sits at the first, a leader at the second. */
export class Hall {
  private constructor(
    readonly n: Network,
    readonly cast: Cast,
    /** Two who lead it. */
    readonly lead: Actor,
    readonly other: Actor,
    readonly gathering: string,
    private readonly tables: { documentId: string }[],
  ) {}

  static async open(): Promise<Hall> {
    const n = await aNetwork()
    const cast = await aCast(n)
    const gathering = await aGathering({ cohort: n.cohort, host: n.west })
    const tables = [await aTable({ gathering }), await aTable({ gathering })] as const
    await aSeat(tables[0], cast.teacher.personId)
    await aSeat(tables[1], cast.leader.personId)
    return new Hall(n, cast, cast.west, await anActor('county_adviser', n.west), gathering, [...tables])
  }

  /** The document of a table says this from now on. */
  async says(table: number, ...content: Content[]): Promise<void> {
    const documentId = this.tables[table]?.documentId ?? ''
    const bytes = new Uint8Array(seedUpdate({ type: 'doc', content }))
    const epoch = (await db().documentHead.findUniqueOrThrow({ where: { documentId } })).epoch + 1
    await db().documentUpdate.create({
      data: {
        ...{ documentId, epoch, seq: 1, personId: null, connectionId: crypto.randomUUID(), nFrom: 0, nTo: 0 },
        ...{ bytes, sha256: new Uint8Array(sha256(bytes)) },
      },
    })
    await db().documentHead.update({ where: { documentId }, data: { epoch, seq: 1 } })
  }

  statements = async (): Promise<BoardStatement[]> => (await getBoard(this.lead, this.gathering)).statements

  async statement(text: string): Promise<BoardStatement> {
    const found = (await this.statements()).find(each => each.text === text)
    if (found === undefined) throw new Error(`nobody says ${text}`)
    return found
  }

  /** A theme with the statements that say this. @returns its id */
  async theme(title: string, ...texts: string[]): Promise<string> {
    const themeId = crypto.randomUUID()
    const statement = (await this.statements()).filter(({ text }) => texts.includes(text)).map(shown)
    await createTheme(this.lead, this.gathering, { themeId, title, statement })
    return themeId
  }

  /** Themes with what is in them, and under an empty name what is in none. */
  async layout(): Promise<Record<string, string[]>> {
    const { themes, statements } = await getBoard(this.lead, this.gathering)
    const within = (id: string | null) =>
      statements.filter(({ themeId }) => themeId === id).map(({ text }) => text)
    return Object.fromEntries([
      ['', within(null)],
      ...themes.map(({ id, title }): [string, string[]] => [title, within(id)]),
    ])
  }

  shownTo = async (actor: Actor): Promise<ResultTheme[] | null> =>
    listResults(await getHarvest(actor, this.gathering))
}
