/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strategy, and how its actions have gone. */

#include "way-sample-strategy.h"

#include "way-service-error.h"
#include "way-strategy-flow.h"

/* In a thousand. */
#define HAVE_AN_OWNER 900
#define HAVE_A_DAY 850
#define ARE_DONE_IN_TIME 700
#define HAVE_A_NOTE 800

/* Days. */
#define FIRST_BEGINS 20
#define LAST_BEGINS 300
#define SHORTEST 60
#define LONGEST 420

static WayRandom *
random_of (WaySampleLife *life)
{
  return &life->sampler->random;
}

static char *
pick (WaySampleLife *life,
      const char    *key)
{
  return g_strdup (way_sample_life_choice (life, "strategy", key));
}

static gboolean
is_past (WaySampleLife *life,
         const GDate   *day)
{
  return way_date_compare (day, &life->sampler->today) <= 0;
}

/* What has come by the sample's day. */
static void
live_action (WaySampleLife     *life,
             WayStrategyAction *action,
             const GDate       *from)
{
  GDate begins = way_date_add_days (from, way_random_between (random_of (life), FIRST_BEGINS,
                                                              LAST_BEGINS));
  GDate due = way_date_add_days (&begins, way_random_between (random_of (life), SHORTEST,
                                                              LONGEST));
  GDate done = way_date_add_days (&due, -way_random_between (random_of (life), 0, SHORTEST));

  if (way_random_chance (random_of (life), HAVE_AN_OWNER))
    action->owner = pick (life, "owner");
  if (way_random_chance (random_of (life), HAVE_A_DAY))
    action->due = due;
  if (is_past (life, &begins))
    action->started = begins;
  if (!is_past (life, &done) || !way_random_chance (random_of (life), ARE_DONE_IN_TIME))
    return;
  action->done = done;
  action->evidence = pick (life, "evidence");
}

static gboolean
write_note (WaySampleLife            *life,
            const WayStrategyAction  *action,
            GError                  **error)
{
  g_autoptr(WayProgressNote) note = NULL;

  if (!way_date_is_set (&action->started) ||
      !way_random_chance (random_of (life), HAVE_A_NOTE))
    return TRUE;
  note = way_progress_note_new ();
  note->action = action->id;
  note->date = action->started;
  note->by = g_strdup (action->owner);
  note->text = pick (life, "note");
  return way_sampler_insert (life->sampler, &way_progress_note_entity, note, error);
}

typedef struct
{
  WaySampleLife *life;
  GDate          from;
} Writing;

static gboolean
insert (const WayEntity  *entity,
        gpointer          record,
        gpointer          data,
        GError          **error)
{
  Writing *writing = data;

  if (entity == &way_strategy_action_entity)
    live_action (writing->life, record, &writing->from);
  if (!way_sampler_insert (writing->life->sampler, entity, record, error))
    return FALSE;
  return entity != &way_strategy_action_entity || write_note (writing->life, record, error);
}

gboolean
way_sample_strategy_write (WaySampleLife  *life,
                           GError        **error)
{
  g_autofree char *name = way_sample_plan_text (life->plan, "life", "strategy");
  g_autofree char *from = way_sample_plan_text (life->plan, "life", "strategy-from");
  Writing writing = { .life = life };

  if (name == NULL)
    return TRUE;
  if (from == NULL || !way_sample_plan_date (life->plan, from, &writing.from) ||
      !way_date_is_set (&writing.from) || !way_codes_has ("shipped_strategy", name))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "[life] strategy: “%s” from “%s” is no strategy", name,
                   from != NULL ? from : "");
      return FALSE;
    }
  return way_strategy_lay_out (way_codes_lookup ("shipped_strategy", name), &writing.from, insert,
                               &writing, error);
}
