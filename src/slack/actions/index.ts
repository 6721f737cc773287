import type { Action } from './action.ts';
import { archive } from './archive.ts';
import { assignOwner } from './assign-owner.ts';
import { attest } from './attest.ts';
import { attestWithdraw } from './attest-withdraw.ts';
import { checkAgain } from './check-again.ts';
import { checkReadiness } from './check-readiness.ts';
import { claimAsk } from './claim-ask.ts';
import { claimAskAll } from './claim-ask-all.ts';
import { claimConfirm } from './claim-confirm.ts';
import { claimList } from './claim-list.ts';
import { claimNew } from './claim-new.ts';
import { claimNotUs } from './claim-not-us.ts';
import { claimOther } from './claim-other.ts';
import { details } from './details.ts';
import { digestSettings } from './digest-settings.ts';
import { edit } from './edit.ts';
import { exceptionApprove } from './exception-approve.ts';
import { exceptionBatchApprove } from './exception-batch-approve.ts';
import { exceptionBatchCheck } from './exception-batch-check.ts';
import { exceptionBatchDeny } from './exception-batch-deny.ts';
import { exceptionBatchQuestion } from './exception-batch-question.ts';
import { exceptionBatchShorten } from './exception-batch-shorten.ts';
import { exceptionChange } from './exception-change.ts';
import { exceptionDeny } from './exception-deny.ts';
import { exceptionNew } from './exception-new.ts';
import { exceptionOpen } from './exception-open.ts';
import { exceptionPage } from './exception-page.ts';
import { exceptionPick } from './exception-pick.ts';
import { exceptionQuestion } from './exception-question.ts';
import { exceptionRevoke } from './exception-revoke.ts';
import { exceptionShorten } from './exception-shorten.ts';
import { exceptionWithdraw } from './exception-withdraw.ts';
import { explain } from './explain.ts';
import { homePage } from './home-page.ts';
import { homeSwitch } from './home-switch.ts';
import { initiativeCancel } from './initiative-cancel.ts';
import { initiativeChange } from './initiative-change.ts';
import { initiativeClose } from './initiative-close.ts';
import { initiativeExtend } from './initiative-extend.ts';
import { initiativeNew } from './initiative-new.ts';
import { initiativeOpen } from './initiative-open.ts';
import { initiativeStart } from './initiative-start.ts';
import { mapCsvFile } from './map-csv.ts';
import { notMine } from './not-mine.ts';
import { nudgeCheckAll } from './nudge-check-all.ts';
import { nudgeMenu } from './nudge-menu.ts';
import { nudgeSettings } from './nudge-settings.ts';
import { open } from './open.ts';
import { pick } from './pick.ts';
import { register } from './register.ts';
import { relabelApprove } from './relabel-approve.ts';
import { relabelDeny } from './relabel-deny.ts';
import { releaseShare } from './release-share.ts';
import { reportExport } from './report-export.ts';
import { rolloutAddTeam } from './rollout-add-team.ts';
import { rolloutRemoveTeam } from './rollout-remove-team.ts';
import { rolloutSample } from './rollout-sample.ts';
import { say } from './say.ts';
import { share } from './share.ts';
import { show } from './show.ts';
import { snooze } from './snooze.ts';
import { stormDiscard } from './storm-discard.ts';
import { stormSend } from './storm-send.ts';
import { turnPage } from './turn-page.ts';
import { unarchive } from './unarchive.ts';
import { verify } from './verify.ts';

/** Everything that can be pressed, chosen or picked from a message's menu. */
export const actions: readonly Action[] = [
  archive,
  assignOwner,
  attest,
  attestWithdraw,
  checkAgain,
  checkReadiness,
  claimAsk,
  claimAskAll,
  claimConfirm,
  claimList,
  claimNew,
  claimNotUs,
  claimOther,
  details,
  digestSettings,
  edit,
  exceptionApprove,
  exceptionBatchApprove,
  exceptionBatchCheck,
  exceptionBatchDeny,
  exceptionBatchQuestion,
  exceptionBatchShorten,
  exceptionChange,
  exceptionDeny,
  exceptionNew,
  exceptionOpen,
  exceptionPage,
  exceptionPick,
  exceptionQuestion,
  exceptionRevoke,
  exceptionShorten,
  exceptionWithdraw,
  explain,
  homePage,
  homeSwitch,
  initiativeCancel,
  initiativeChange,
  initiativeClose,
  initiativeExtend,
  initiativeNew,
  initiativeOpen,
  initiativeStart,
  mapCsvFile,
  notMine,
  nudgeCheckAll,
  nudgeMenu,
  nudgeSettings,
  open,
  pick,
  register,
  relabelApprove,
  relabelDeny,
  releaseShare,
  reportExport,
  rolloutAddTeam,
  rolloutRemoveTeam,
  rolloutSample,
  say,
  share,
  show,
  snooze,
  stormDiscard,
  stormSend,
  turnPage,
  unarchive,
  verify,
];
