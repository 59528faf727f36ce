"""Jobs that a killed worker left `doing` are given back to the living."""

from __future__ import annotations

import logging

from procrastinate import App, utils
from procrastinate.contrib.django import app

#: A worker tells every 5 seconds that it lives; silent for longer than this, it is dead.
SILENT_SECONDS = 20.0

log = logging.getLogger("preau.jobs")


async def requeue_abandoned(worker_app: App) -> int:
    """Put the jobs of dead workers back in their queue; returns how many."""
    abandoned = list(await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS))
    for job in abandoned:
        log.warning("%s (%s) repris : son travailleur est mort", job.task_name, job.id)
        await worker_app.job_manager.retry_job(job, retry_at=utils.utcnow())
    return len(abandoned)


@app.periodic(cron="* * * * *")
@app.task(name="preau.foundation.jobs.requeue", queueing_lock="preau.foundation.jobs.requeue")
async def requeue_every_minute(timestamp: int) -> None:
    """The same, every minute."""
    await requeue_abandoned(app)
