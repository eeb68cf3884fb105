import { asWorn, wardrobe } from '~server/domain/organisations/hats'
import type { Actor } from '~server/domain/shared/actor'
import type { FramePerson } from '~/components/layout/frame'
import { framePerson } from '~/components/layout/frame-person'

/** Who is signed in, with the hats to choose from; the menu leads where the worn one has something to do. */
export async function frameOf(actor: Actor): Promise<FramePerson> {
  const [{ hats, worn }, shown] = await Promise.all([wardrobe(actor), asWorn(actor)])
  return { ...framePerson(shown), hats, worn: worn?.grantId ?? null }
}
