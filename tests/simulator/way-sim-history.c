/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories: made by chance, written as a line of text and read back. */

#include "way-sim.h"

#include <string.h>

static const char *const act_names[SIM_N_ACTS] = {
  "add", "change", "delete", "undo", "settle", "post", "news", "part", "deliver", "preview",
  "clock", "upgrade", "reopen",
};

/* Out of a hundred steps. */
static const guint weights[SIM_N_ACTS] = { 4, 28, 5, 13, 8, 14, 6, 8, 7, 1, 2, 2, 2 };

static SimHistory *
history_new (void)
{
  SimHistory *self = g_new0 (SimHistory, 1);

  self->steps = g_array_new (FALSE, FALSE, sizeof (SimStep));
  return self;
}

void
sim_history_free (SimHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->steps);
  g_free (self);
}

static SimAct
choose_act (guint64 *chance)
{
  guint left = (guint) (sim_chance (chance) % 100);

  for (guint act = 0; act < SIM_N_ACTS; act++)
    {
      if (left < weights[act])
        return (SimAct) act;
      left -= weights[act];
    }
  return SIM_CHANGE;
}

/* From three to seven, mostly three: of those the steps meet most often. */
static guint
choose_number (guint64 *chance)
{
  guint n = 3;

  for (guint of = (guint) (sim_chance (chance) % 32); n < SIM_MOST_COPIES && of < 8; of = 2 * of + 1)
    n++;
  return n;
}

SimHistory *
sim_history_random (guint64 seed)
{
  SimHistory *self = history_new ();
  guint64 chance = seed;
  guint n;

  self->seed = seed;
  self->n_copies = choose_number (&chance);
  self->baseline = sim_chance (&chance) % 3 == 0;
  if (!self->baseline && sim_chance (&chance) % 3 == 0)
    self->older = (guint) (sim_chance (&chance) % (1 << self->n_copies));
  n = 8 + (guint) (sim_chance (&chance) % 40);
  for (guint i = 0; i < n; i++)
    {
      SimStep step = { .act = choose_act (&chance) };

      step.copy = (guint) (sim_chance (&chance) % self->n_copies);
      step.a = (guint32) (sim_chance (&chance) % 1000);
      step.b = (guint32) (sim_chance (&chance) % 1000);
      step.c = (guint32) (sim_chance (&chance) % 1000);
      g_array_append_val (self->steps, step);
    }
  return self;
}

char *
sim_history_to_text (const SimHistory *self)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GUINT64_FORMAT " %u %u %d /", self->seed, self->n_copies,
                   self->older, self->baseline);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const SimStep *step = &g_array_index (self->steps, SimStep, i);

      g_string_append_printf (text, " %s.%u.%u.%u.%u", act_names[step->act], step->copy, step->a,
                              step->b, step->c);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_number (const char *text,
             guint64     most,
             guint64    *number)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
}

static gboolean
read_step (const char       *text,
           const SimHistory *history,
           SimStep          *step)
{
  g_auto(GStrv) parts = g_strsplit (text, ".", -1);
  guint64 numbers[4];
  guint act = 0;

  if (g_strv_length (parts) != 5)
    return FALSE;
  while (act < SIM_N_ACTS && strcmp (act_names[act], parts[0]) != 0)
    act++;
  for (guint i = 0; i < 4; i++)
    if (!read_number (parts[i + 1], G_MAXUINT32, &numbers[i]))
      return FALSE;
  *step = (SimStep) { (SimAct) act, (guint) numbers[0], (guint32) numbers[1],
                      (guint32) numbers[2], (guint32) numbers[3] };
  return act < SIM_N_ACTS && step->copy < history->n_copies;
}

SimHistory *
sim_history_from_text (const char *text)
{
  g_autoptr(SimHistory) self = history_new ();
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  guint64 copies, older, baseline;

  if (g_strv_length (words) < 5 || strcmp (words[4], "/") != 0 ||
      !read_number (words[0], G_MAXUINT64, &self->seed) ||
      !read_number (words[1], SIM_MOST_COPIES, &copies) || copies < 2 ||
      !read_number (words[2], (1 << SIM_MOST_COPIES) - 1, &older) ||
      !read_number (words[3], 1, &baseline))
    return NULL;
  self->n_copies = (guint) copies;
  self->older = (guint) older;
  self->baseline = baseline != 0;
  for (guint i = 5; words[i] != NULL; i++)
    {
      SimStep step;

      if (!read_step (words[i], self, &step))
        return NULL;
      g_array_append_val (self->steps, step);
    }
  return g_steal_pointer (&self);
}
