import {
  CheckmarkCircleFillIcon,
  CloudUpIcon,
  ExclamationmarkTriangleFillIcon,
  EyeIcon,
  LaptopIcon,
  XMarkOctagonFillIcon,
} from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '~/live/session-view'
import type { SaveState } from '~/live/save-state'
import { CopyText } from './copy-text'
import { useAnnouncement, useCalmState } from './use-calm-state'

const ICONS: Record<SaveState, typeof CloudUpIcon> = {
  opening: CloudUpIcon,
  local: LaptopIcon,
  sending: CloudUpIcon,
  saved: CheckmarkCircleFillIcon,
  late: ExclamationmarkTriangleFillIcon,
  unsaved: XMarkOctagonFillIcon,
  readOnly: EyeIcon,
  refused: XMarkOctagonFillIcon,
}

/** Words that say more than the state itself, for those who wonder what to do. */
function useHint({ state, offline, filled, storageRefused }: SessionView): string | null {
  const { t } = useTranslation('documents')
  if (!filled && offline && state === 'opening') return t('hints.openingOffline')
  if (state === 'unsaved') return t('hints.unsaved')
  if (state === 'late') return t('hints.late')
  if (state === 'local') return t('hints.local')
  return storageRefused && state !== 'readOnly' && state !== 'refused' ? t('hints.storageRefused') : null
}

/** Where the text is right now: in words, with an icon and a colour, the same on every screen. */
export function SaveStateLine({ view }: { view: SessionView }) {
  const { t } = useTranslation('documents')
  const state = useCalmState(view.state)
  const words = state === 'sending' && view.offline ? t('states.keeping') : t(`states.${state}`)
  const announcement = useAnnouncement(view.state, t(`states.${view.state}`))
  const Icon = ICONS[state]
  return (
    <div className="live-state" data-state={view.state} data-shown={state}>
      <span className="live-state__words">
        <Icon aria-hidden="true" />
        {words}
        {view.offline && state === 'saved' && <small>· {t('hints.offline')}</small>}
      </span>
      <span className="live-unseen" role="status">
        {announcement}
      </span>
    </div>
  )
}

/** What to know and what to do while something is not in order. Takes no place otherwise. */
export function SaveStateHelp({ view, text }: { view: SessionView; text: () => string }) {
  const hint = useHint(view)
  if (!hint) return null
  const serious = view.state === 'late' || view.state === 'unsaved'
  return (
    <div className="live-help" data-state={view.state}>
      <p>{hint}</p>
      {serious && <CopyText text={text} />}
    </div>
  )
}
