import type { Content } from '../documents/content'
import { documentTemplate, type DocumentTemplate } from '../shared/programme-text'
import { TEMPLATES, type StandingTemplate } from './schema'

type Locale = 'nb' | 'nn' | 'en'
type Prompt = DocumentTemplate['prompts'][number]

const PROMPTS: Record<StandingTemplate, readonly Prompt[]> = {
  igp: [
    {
      title: {
        nb: 'Hver for oss: Hva har vi sett?',
        nn: 'Kvar for oss: Kva har vi sett?',
        en: 'Each of us: What have we seen?',
      },
      help: {
        nb: 'Tenk først hver for dere. Skriv én konkret situasjon hver, uten navn på barn.',
        nn: 'Tenk først kvar for dykk. Skriv éin konkret situasjon kvar, utan namn på barn.',
        en: 'Think on your own first. Write one concrete situation each, without names of children.',
      },
    },
    {
      title: {
        nb: 'Sammen: Hva kjenner vi igjen?',
        nn: 'Saman: Kva kjenner vi igjen?',
        en: 'Together: What do we recognise?',
      },
      help: {
        nb: 'Del rundt bordet. Hva er likt hos oss, og hva er ulikt?',
        nn: 'Del rundt bordet. Kva er likt hos oss, og kva er ulikt?',
        en: 'Share around the table. What is alike at our places, and what is different?',
      },
    },
    {
      title: {
        nb: 'Til plenum: Det viktigste vi er enige om',
        nn: 'Til plenum: Det viktigaste vi er samde om',
        en: 'To plenum: The most important things we agree on',
      },
      help: {
        nb: 'Bli enige om ett til tre punkter, hvert med en grunn, og merk dem «Til plenum».',
        nn: 'Bli samde om eitt til tre punkt, kvart med ein grunn, og merk dei «Til plenum».',
        en: 'Agree on one to three points, each with a reason, and mark them “To plenum”.',
      },
    },
    {
      title: {
        nb: 'Dette tar vi med oss hjem',
        nn: 'Dette tek vi med oss heim',
        en: 'What we take home',
      },
      help: {
        nb: 'Når …, gjør vi …, og … har ansvaret.',
        nn: 'Når …, gjer vi …, og … har ansvaret.',
        en: 'When …, we do …, and … is responsible.',
      },
    },
  ],
  since: [
    {
      title: {
        nb: 'Hva har skjedd siden sist?',
        nn: 'Kva har hendt sidan sist?',
        en: 'What has happened since last time?',
      },
      help: {
        nb: 'Se på det dere ble enige om. Hva er prøvd, og av hvem?',
        nn: 'Sjå på det de vart samde om. Kva er prøvd, og av kven?',
        en: 'Look at what you agreed on. What has been tried, and by whom?',
      },
    },
    {
      title: {
        nb: 'Hva virket, og for hvem?',
        nn: 'Kva verka, og for kven?',
        en: 'What worked, and for whom?',
      },
      help: {
        nb: 'Skriv hva dere har sett, ikke bare hva dere tror.',
        nn: 'Skriv kva de har sett, ikkje berre kva de trur.',
        en: 'Write what you have seen, not only what you believe.',
      },
    },
    {
      title: {
        nb: 'Hva justerer vi?',
        nn: 'Kva justerer vi?',
        en: 'What do we adjust?',
      },
      help: {
        nb: 'Hvem gjør hva, og når?',
        nn: 'Kven gjer kva, og når?',
        en: 'Who does what, and when?',
      },
    },
  ],
  blank: [],
}

/** What one may begin with: a template of the programme's own with its name, or a standing one, whose name the pages know. */
export type TemplateChoice =
  { key: string; name: DocumentTemplate['name'] } | { key: StandingTemplate; name: null }

/** In the order in which they are offered. @param own the programme's, as stored; when there are any they stand for the standing ones */
export function templateChoices(own: unknown): TemplateChoice[] {
  const templates = documentTemplate.array().parse(own)
  if (templates.length === 0) return TEMPLATES.map(key => ({ key, name: null }))
  return [...templates.map(({ key, name }) => ({ key, name })), { key: 'blank', name: null }]
}

/**
 * The content a document is seeded with, in the organiser's language; undefined for an empty sheet, null for a template that is not
 * offered here.
 */
export function templateContent(own: unknown, key: string, locale: Locale): Content | undefined | null {
  if (!templateChoices(own).some(choice => choice.key === key)) return null
  const prompts =
    documentTemplate
      .array()
      .parse(own)
      .find(template => template.key === key)?.prompts ?? PROMPTS[key as StandingTemplate]
  if (prompts.length === 0) return undefined
  return {
    type: 'doc',
    content: prompts.flatMap(({ title, help }): Content[] => [
      {
        type: 'heading',
        attrs: { level: 2, prompt: help[locale] },
        content: [{ type: 'text', text: title[locale] }],
      },
      { type: 'paragraph' },
    ]),
  }
}
