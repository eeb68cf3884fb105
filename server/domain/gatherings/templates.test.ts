import { describe, expect, test } from 'vitest'
import { readable, seedUpdate } from '../documents/render'
import { TEMPLATES } from './schema'
import { templateContent } from './templates'

const LOCALES = ['nb', 'nn', 'en'] as const
const headings = (html: string) => [...html.matchAll(/<h2 data-prompt="([^"]+)">([^<]+)<\/h2>/g)]

describe('a template', () => {
  test.each(TEMPLATES.filter(name => name !== 'blank'))('%s is complete in every language', name => {
    const [nb, ...others] = LOCALES.map(locale => templateContent(name, locale)?.content?.length)
    expect(others).toEqual([nb, nb])
    for (const locale of LOCALES) {
      const content = templateContent(name, locale)
      const { html, text } = readable(content === undefined ? [] : [seedUpdate(content)])
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
    expect(templateContent('blank', 'nb')).toBeUndefined()
  })

  test('of a reflection round asks alone, together, for the plenum, and what one takes home', () => {
    const titles = templateContent('igp', 'nb')?.content?.map(block => block.content?.[0]?.text)
    expect(titles?.filter(Boolean)).toEqual([
      'Hver for oss: Hva har vi sett?',
      'Sammen: Hva kjenner vi igjen?',
      'Til plenum: Det viktigste vi er enige om',
      'Dette tar vi med oss hjem',
    ])
  })
})
