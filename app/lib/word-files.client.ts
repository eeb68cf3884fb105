/** One file per language and area, for browsers: each asks for those of its page. The server has them all in one. */
export const WORD_FILES = import.meta.glob<{ default: object }>('../locales/*/*.json')
