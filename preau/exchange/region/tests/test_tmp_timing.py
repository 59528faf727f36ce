import time
import pytest
from django.db import connection
from preau.exchange.region.tests.test_life import lived, there, rows
from preau.attendance.queries.desk import *
from preau.attendance.queries.moment import away_now
from preau.attendance.queries.thresholds import absent_months, over_threshold
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from datetime import timedelta
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
def best(f,n=7):
    t=[]
    for _ in range(n):
        s=time.perf_counter(); f(); t.append((time.perf_counter()-s)*1000)
    return round(sorted(t)[n//2],1)
def test_timing(there):
    print(rows("select school_id, count(*) from enrolment group by 1 order by 2 desc limit 5"))
    school = rows("select school_id from enrolment group by 1 order by count(*) desc limit 1")[0][0]
    print("periods", rows("select count(*), count(*) filter (where followed_at is null and admissibility<>'acceptee') from absence_period where school_id=%(s)s", s=school))
    with scope_opened_by_hand([school]):
        for label in ("five weeks", "a year"):
            if label == "a year":
                with connection.cursor() as c:
                    c.execute("""insert into absence_period (school_id,pupil_id,kind,origin,starts_at,ends_at,first_on,last_on,reason_id,words,said_at,said_by_id,admissibility,answer,decided_at,decided_by_id,proof_received_at,followed_at,followed_by_id,made_at,made_by_id,withdrawn_at,withdrawn_by_id,withdrawn_why,version)
                     select school_id,pupil_id,kind,origin,starts_at - n*interval '5 weeks',ends_at- n*interval '5 weeks',first_on - n*35,last_on - n*35,reason_id,words,said_at,said_by_id,admissibility,answer,decided_at,decided_by_id,proof_received_at,followed_at,followed_by_id,made_at,made_by_id,withdrawn_at,withdrawn_by_id,withdrawn_why,version
                     from absence_period, generate_series(1,15) n where school_id=%s""",[school])
                    c.execute("analyze absence_period")
                print("periods", rows("select count(*) from absence_period where school_id=%(s)s", s=school))
            today=clock.today()
            print(label, "page", best(lambda: desk_page(school, Sought())), "counts", best(lambda: desk_counts(school, Sought())), "search", best(lambda: desk_page(school, Sought(name="mar"))),"day", best(lambda: desk_page(school, Sought(since=today))), "away", best(lambda: away_now(school)), "over", best(lambda: over_threshold(school)), "months", best(lambda: absent_months(school, since=today.replace(day=1)-timedelta(days=30), until=today)))

            import cProfile,pstats
            pr=cProfile.Profile(); pr.enable(); absent_months(school, since=today.replace(day=1)-timedelta(days=30), until=today); pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(6)
