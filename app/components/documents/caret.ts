import { colourOf } from './colours'

/** What the server stamps on everybody's presence. */
interface Somebody {
  id: string
  name: string
}

/** Whoever a presence says it is; a standard client may say nothing at all. */
export function somebody(user: unknown): Somebody {
  const { id, name } =
    typeof user === 'object' && user !== null ? (user as Partial<Record<string, unknown>>) : {}
  const known = typeof name === 'string' && name.trim() !== '' ? name : '?'
  return { id: typeof id === 'string' ? id : known, name: known }
}

/** Another person's caret. Colours are set through the CSSOM: the page's policy allows no style attributes. */
export function renderCaret(user: Record<string, unknown>): HTMLElement {
  const { id, name } = somebody(user)
  const caret = document.createElement('span')
  caret.className = 'live-caret'
  caret.style.setProperty('--live-colour', colourOf(id))
  // Who is here is told in words beside the text; in the middle of a sentence it would only disturb.
  caret.setAttribute('aria-hidden', 'true')
  const label = document.createElement('span')
  label.className = 'live-caret__name'
  label.textContent = name
  caret.append('\u2060', label, '\u2060')
  return caret
}

/** Another person's selection; one calm tint for all, as a style attribute would be needed for colours. */
export function renderSelection(): { class: string } {
  return { class: 'live-selection' }
}
