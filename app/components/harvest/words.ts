import type { T } from '~/lib/i18n'

/** Which table says it. */
export const tableText = (t: T, { number, name }: { number: number; name: string }): string =>
  name === '' ? t('harvest:from', { number }) : t('harvest:fromNamed', { number, name })
