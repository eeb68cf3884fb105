import type { Content } from '~server/domain/documents/content'

const heading = (text: string, prompt?: string): Content => ({
  type: 'heading',
  attrs: { level: 2, ...(prompt !== undefined && { prompt }) },
  content: [{ type: 'text', text }],
})
const paragraph = (text: string): Content => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const list = (...items: string[]): Content => ({
  type: 'bulletList',
  content: items.map(text => ({ type: 'listItem', content: [paragraph(text)] })),
})
const page = (...content: Content[]): Content => ({ type: 'doc', content })

/** Guidance below a heading, as the template of a reflection round has it. */
const AGREE = 'Bli enige om ett til tre punkter, hvert med en grunn, og merk dem «Til plenum».'

/** The beginning of a reflection at each of the demo's tables: a question, and what somebody has written so far. */
export const REFLECTIONS: readonly Content[] = [
  page(
    heading('Hva gjør vi når et barn står alene i friminuttet?'),
    paragraph(
      'Vi ser det oftest de første ti minuttene, før leken har kommet i gang. Den som har inspeksjon, går gjerne bort og spør, men da slutter leken når den voksne går videre.',
    ),
    paragraph('To ting har virket hos oss:'),
    list(
      'Faste leker som en voksen setter i gang, og som alle får være med på.',
      'Inspeksjon i par, slik at én kan bli stående der det trengs.',
    ),
    heading('Det viktigste vi er enige om', AGREE),
    paragraph('Ansvaret for at leken kommer i gang, er vårt og ikke barnets.'),
  ),
  page(
    heading('Hvem ber vi om hjelp, og når?'),
    paragraph(
      'Mange venter til det er blitt en sak. Vi vil heller drøfte tidlig og uten navn, slik at flere tør å spørre.',
    ),
    heading('Det viktigste vi er enige om', AGREE),
    paragraph('En fast time i måneden der alle kan komme innom med et spørsmål.'),
  ),
  page(
    heading('Hvordan får vi alle ansatte med?'),
    paragraph(
      'Til nå er det mest ledere som har vært på samlingene. Assistenter og vikarer hører om arbeidet på gangen.',
    ),
    heading('Det viktigste vi er enige om', AGREE),
    paragraph(
      'Vi setter av tid på fellesmøtet til det bordene har skrevet, og lar dem som var der, fortelle.',
    ),
  ),
]
