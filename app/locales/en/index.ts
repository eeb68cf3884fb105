import account from './account.json'
import cohorts from './cohorts.json'
import comments from './comments.json'
import common from './common.json'
import cycle from './cycle.json'
import documents from './documents.json'
import gatherings from './gatherings.json'
import home from './home.json'
import keeping from './keeping.json'
import oversight from './oversight.json'
import people from './people.json'
import imports from './imports.json'
import invitations from './invitations.json'
import harvest from './harvest.json'
import rounds from './rounds.json'
import security from './security.json'
import units from './units.json'

export default {
  units,
  oversight,
  invitations,
  common,
  account,
  security,
  home,
  people,
  cohorts,
  cycle,
  gatherings,
  rounds,
  harvest,
  documents,
  keeping,
  comments,
  imports,
}
