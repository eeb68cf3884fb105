import { isSafeLink } from '~server/domain/documents/content'

const MAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/
const PHONE = /^\+?[\d\s()-]{5,20}$/
const HAS_PROTOCOL = /^[a-z][a-z0-9+.-]*:/i
const HOST = /^[^\s/.]+(\.[^\s/.]+)+(\/|$|\?|#|:)/

/** What people write as an address, made into one that may be linked to; null when it cannot be. */
export function linkAddress(written: string): string | null {
  const text = written.trim()
  if (PHONE.test(text)) return `tel:${text.replace(/[\s()-]/g, '')}`
  if (MAIL.test(text)) return `mailto:${text}`
  const address = HAS_PROTOCOL.test(text) ? text : HOST.test(text) ? `https://${text}` : ''
  return isSafeLink(address) ? address : null
}
