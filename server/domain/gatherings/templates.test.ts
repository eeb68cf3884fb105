import { readProgramme } from '../../../prisma/programmes/read'
import { describe, expect, test } from 'vitest'
import { ATTRIBUTE_RULES } from '../documents/content'
import { readable, seedUpdate } from '../documents/render'
import { TEMPLATES } from './schema'
import { templateChoices, templateContent } from './templates'

const LOCALES = ['nb', 'nn', 'en'] as const
const headings = (html: string) => [...html.matchAll(/<h2 data-prompt="([^"]+)">([^<]+)<\/h2>/g)]

describe('a template', () => {
  test.each(TEMPLATES.filter(name => name !== 'blank'))('%s is complete in every language', name => {
    const [nb, ...others] = LOCALES.map(locale => templateContent([], name, locale)?.content?.length)
    expect(others).toEqual([nb, nb])
    for (const locale of LOCALES) {
      const content = templateContent([], name, locale)
      const { html, text } = readable(content ? [seedUpdate(content)] : [])
      const found = headings(html)
      expect(found).toHaveLength((nb ?? 0) / 2)
      // Guidance is with the heading and no part of the text.
      for (const [, help = '', title = ''] of found) {
        expect(text).toContain(title)
        expect(text).not.toContain(help)
      }
    }
  })

  test('blank is an empty sheet', () => {
    expect(templateContent([], 'blank', 'nb')).toBeUndefined()
  })

  test('of a reflection round asks alone, together, for the plenum, and what one takes home', () => {
    const titles = templateContent([], 'igp', 'nb')?.content?.map(block => block.content?.[0]?.text)
    expect(titles?.filter(Boolean)).toEqual([
      'Hver for oss: Hva har vi sett?',
      'Sammen: Hva kjenner vi igjen?',
      'Til plenum: Det viktigste vi er enige om',
      'Dette tar vi med oss hjem',
    ])
  })
})

describe('of a programme’s own templates', () => {
  const own = readProgramme('lokal-kompetanseutvikling').templates

  test('each is offered by name with the empty sheet, and nothing that the product has', () => {
    expect(templateChoices(own).map(({ key }) => key)).toEqual(['needs', 'measures', 'blank'])
    expect(templateChoices(own)[0]?.name?.nn).toBe('Kva treng vi, og korleis veit vi det?')
    expect(templateContent(own, 'igp', 'nb')).toBeNull()
    expect(templateContent(own, 'blank', 'nb')).toBeUndefined()
    expect(templateContent([], 'needs', 'nb')).toBeNull()
  })

  test.each(LOCALES)('the document asks in %s, and the gate lets its guidance through', locale => {
    for (const { key, prompts } of own) {
      const content = templateContent(own, key, locale)
      expect(headings(readable([seedUpdate(content ?? {})]).html).map(([, , title]) => title)).toEqual(
        prompts.map(({ title }) => title[locale]),
      )
      for (const block of content?.content ?? [])
        if (block.type === 'heading') expect(ATTRIBUTE_RULES['prompt']?.(block.attrs?.['prompt'])).toBe(true)
    }
  })
})
