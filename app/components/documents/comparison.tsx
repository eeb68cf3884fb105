import type { ReactNode } from 'react'
import { useWords } from '~/lib/i18n'
import './versions.css'

interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** What was added and removed: by line and strike for the eye, in words for whoever listens. */
export function Comparison({ blocks }: { blocks: readonly { type: string; pieces: readonly Piece[] }[] }) {
  const t = useWords()
  if (blocks.every(({ pieces }) => pieces.every(({ kind }) => kind === 'same')))
    return <p>{t('keeping:versions.same')}</p>
  return (
    <>
      <ul className="diff-legend" aria-label={t('keeping:versions.legend')}>
        <li>
          <ins>{t('keeping:versions.legendAdded')}</ins>
        </li>
        <li>
          <del>{t('keeping:versions.legendRemoved')}</del>
        </li>
      </ul>
      <div className="diff">
        {blocks.map(({ type, pieces }, at) => (
          <Block key={at} type={type}>
            {pieces.map((piece, which) => (
              <Words key={which} {...piece} rule={type === 'rule'} />
            ))}
          </Block>
        ))}
      </div>
    </>
  )
}

function Block({ type, children }: { type: string; children: ReactNode }) {
  if (type === 'heading') return <h2>{children}</h2>
  if (type === 'quote') return <blockquote>{children}</blockquote>
  return <p className={type === 'item' ? 'diff-item' : undefined}>{children}</p>
}

function Words({ kind, text, rule }: Piece & { rule: boolean }) {
  const t = useWords()
  const words = rule ? '———' : text
  if (kind === 'same') return <>{words}</>
  const Tag = kind === 'added' ? 'ins' : 'del'
  return (
    <Tag>
      <span className="diff-said">
        {t(kind === 'added' ? 'keeping:versions.addedBegins' : 'keeping:versions.removedBegins')}
      </span>
      {words}
      <span className="diff-said">{t('keeping:versions.ends')}</span>
    </Tag>
  )
}
