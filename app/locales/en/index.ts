import account from './account.json'
import cohorts from './cohorts.json'
import common from './common.json'
import cycle from './cycle.json'
import documents from './documents.json'
import gatherings from './gatherings.json'
import home from './home.json'

export default { common, account, home, cohorts, cycle, gatherings, documents }
