/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window's file and day.  Pages listen to one object, so that opening
 * another file or looking back at another day redraws them all alike. */
#include "way-session.h"

struct _WaySession
{
  GObject parent_instance;

  GDate chosen; /* no date: the computer's */
  GDate today;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WaySession, way_session, G_TYPE_OBJECT)

static GDate
computer_day (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return way_date_ymd (g_date_time_get_year (now),
                       g_date_time_get_month (now),
                       g_date_time_get_day_of_month (now));
}

static void
way_session_class_init (WaySessionClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_session_init (WaySession *self)
{
  self->chosen = way_date_none ();
  self->today = computer_day ();
}

WaySession *
way_session_new (const GDate *today)
{
  WaySession *self = g_object_new (WAY_TYPE_SESSION, NULL);

  if (today != NULL && way_date_is_set (today))
    self->chosen = self->today = *today;
  return self;
}

const GDate *
way_session_get_today (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), NULL);

  return &self->today;
}

void
way_session_set_today (WaySession  *self,
                       const GDate *today)
{
  GDate day;

  g_return_if_fail (WAY_IS_SESSION (self));

  self->chosen = today != NULL && way_date_is_set (today) ? *today : way_date_none ();
  day = way_date_is_set (&self->chosen) ? self->chosen : computer_day ();
  if (way_date_equal (&day, &self->today))
    return;

  self->today = day;
  way_session_emit_changed (self);
}

gboolean
way_session_is_another_day (WaySession *self)
{
  g_return_val_if_fail (WAY_IS_SESSION (self), FALSE);

  return way_date_is_set (&self->chosen);
}

void
way_session_emit_changed (WaySession *self)
{
  g_return_if_fail (WAY_IS_SESSION (self));

  g_signal_emit (self, signals[CHANGED], 0);
}
