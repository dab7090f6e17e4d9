import { memoryCalendarStore } from '#adapters/memory/calendars.ts';
import { memoryConfigurationStore } from '#adapters/memory/configuration.ts';
import { calendarStoreContract } from '#test/support/contracts/calendarStore.ts';

const configuration = memoryConfigurationStore();
const calendars = memoryCalendarStore(configuration);
calendarStoreContract(() => ({ configuration, calendars }));
