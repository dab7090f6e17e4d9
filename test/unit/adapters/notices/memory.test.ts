import { memoryNotices } from '#adapters/memory/notices.ts';
import { noticeStoreContract } from '#test/support/contracts/noticeStore.ts';

noticeStoreContract(memoryNotices);
