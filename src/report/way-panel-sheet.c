/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers and minutes of a panel.  What is known of a child is read by the service
 * (way-panel-case.h); here it is put under headings. */

#include "way-panel-sheet.h"

#include <glib/gi18n.h>

#include "way-background.h"
#include "way-match-words.h"
#include "way-panel-case.h"

#define MARKING N_("About children: for members of the panel only")
#define HAND_LINES 4       /* of room for what is decided */

typedef struct
{
  WaySheet            *sheet;
  const WayPanel      *panel;
  const WayPaperWords *words;
} Paper;

static const char *
tr (const Paper *self,
    const char  *msgid)
{
  return self->words->translate (msgid);
}

/* The label of a code, or "". */
static const char *
label (const Paper *self,
       const char  *set,
       const char  *id)
{
  return id != NULL ? tr (self, way_codes_label (set, id)) : "";
}

/* Freed with g_free(); "" for no day. */
static char *
say_day (const Paper *self,
         const GDate *day)
{
  return way_date_is_set (day) ? self->words->say_day (day) : g_strdup ("");
}

/* A heading and the text below it; nothing where there is none. */
static void
add_said (Paper      *self,
          const char *heading,
          const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, heading));
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, text);
}

/* --- The head --- */

static Paper
begin (const WayPanel      *panel,
       const char          *authority,
       const char          *title,
       const GDate         *today,
       const WayPaperWords *words)
{
  Paper self = { .panel = panel, .words = words };
  const WayMeeting *meeting = panel->meeting;
  g_autofree char *day = words->say_day (&meeting->date);
  const char *kind = words->translate (way_codes_label ("meeting_kind", meeting->kind));
  g_autofree char *whole = g_strdup_printf ("%s: %s, %s", words->translate (title), kind, day);
  g_autoptr(GString) when = g_string_new (day);
  WaySheetInfo info = {
    .title = whole,
    .language = words->language,
    .marking = words->translate (MARKING),
    .made_on = *today,
  };

  self.sheet = way_sheet_new (&info);
  way_sheet_add_text (self.sheet, WAY_SHEET_NOTE, authority);
  way_sheet_add_text (self.sheet, WAY_SHEET_TITLE, kind);
  if (meeting->time != NULL)
    g_string_append_printf (when, " · %s", meeting->time);
  if (meeting->place != NULL)
    g_string_append_printf (when, " · %s", meeting->place);
  way_sheet_add_text (self.sheet, WAY_SHEET_BODY, when->str);
  return self;
}

/* Members in two columns; of minutes, only those who were there. */
static void
add_members (Paper      *self,
             const char *heading,
             gboolean    only_present)
{
  const WaySheetColumn columns[] = { { tr (self, N_("Name")), 1 }, { tr (self, N_("For")), 1 } };

  if (self->panel->members->len == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, tr (self, heading));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->panel->members->len; i++)
    {
      const WayMember *member = g_ptr_array_index (self->panel->members, i);
      g_autofree char *role =
        g_strdup_printf ("%s%s%s", member->role != NULL ? member->role : "",
                         member->role != NULL && member->chair == 1 ? " · " : "",
                         member->chair == 1 ? tr (self, N_("in the chair")) : "");
      const char *cells[] = { g_ptr_array_index (self->panel->names, i), role };

      if (!only_present || member->present == 1)
        way_sheet_add_row (self->sheet, cells);
    }
}

static char *
title_of (const WayPanelItem *item)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ". %s", item->item->position, item->pupil_name);
}

/* "Year 8 · Long-term place" */
static char *
say_child (const Paper        *self,
           const WayPanelItem *item)
{
  return g_strdup_printf ("%s%s%s", label (self, "nc_year", item->year),
                          item->year != NULL && item->route != NULL ? " · " : "",
                          label (self, "route", item->route));
}

/* --- Papers --- */

static void
add_agenda (Paper *self)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("Child")), 3 }, { tr (self, N_("Year")), 1 }, { tr (self, N_("Route")), 3 },
    { tr (self, N_("Received")), 2 },
  };

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, tr (self, N_("Agenda")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < self->panel->items->len; i++)
    {
      const WayPanelItem *item = g_ptr_array_index (self->panel->items, i);
      g_autofree char *title = title_of (item);
      g_autofree char *received = say_day (self, &item->received);
      const char *cells[] = { title, label (self, "nc_year", item->year),
                              label (self, "route", item->route), received };

      way_sheet_add_row (self->sheet, cells);
    }
}

static void
add_facts (Paper              *self,
           const WayPanelItem *item,
           const WayPanelCase *child)
{
  g_autofree char *received = say_day (self, &item->received);
  g_autofree char *birth = say_day (self, &child->pupil->birth);
  const WaySheetField first[] = {
    { tr (self, N_("Year")), label (self, "nc_year", item->year) },
    { tr (self, N_("Born")), birth },
    { tr (self, N_("Route")), label (self, "route", item->route), 2 },
  };
  const WaySheetField second[] = {
    { tr (self, N_("On the roll of")), child->school != NULL ? child->school
                                                             : tr (self, N_("No school")) },
    { tr (self, N_("Provision asked for")), child->provision },
    { tr (self, N_("Received")), received },
  };

  way_sheet_add_fields (self->sheet, first, G_N_ELEMENTS (first));
  way_sheet_add_fields (self->sheet, second, G_N_ELEMENTS (second));
}

static void
add_needs (Paper              *self,
           const WayPanelCase *child)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < child->needs->len; i++)
    {
      const WayNeed *need = g_ptr_array_index (child->needs, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? "\n" : "",
                              label (self, "sen_provision", need->provision),
                              need->type != NULL ? ": " : "",
                              label (self, "need_type", need->type));
    }
  add_said (self, N_("Special needs"), text->str);
}

static void
add_duties (Paper              *self,
            const WayPanelCase *child)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("Duty")), 3 }, { tr (self, N_("Due")), 2 }, { tr (self, N_("By")), 3 },
  };

  if (child->duties->len == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, N_("What is due by law")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < child->duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (child->duties, i);
      g_autofree char *due = say_day (self, &duty->due);
      const char *cells[] = { tr (self, duty->rule->label), due, duty->rule->source };

      way_sheet_add_row (self->sheet, cells);
    }
}

static void
add_costs (Paper              *self,
           const WayPanelCase *child)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("For")), 2 }, { tr (self, N_("Rate")), 1, TRUE },
    { tr (self, N_("Charged")), 2 }, { tr (self, N_("Paid by")), 2 },
  };

  if (child->costs->len == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, N_("A place would cost")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < child->costs->len; i++)
    {
      const WayFundingLine *line = g_ptr_array_index (child->costs, i);
      g_autofree char *rate = self->words->say_money (line->rate);
      const char *cells[] = { label (self, "funding_element", line->element), rate,
                              label (self, "funding_basis", line->basis),
                              label (self, "payer", line->payer) };

      way_sheet_add_row (self->sheet, cells);
    }
}

/* What was tried, as rows and in the referral's own words. */
static void
add_rounds (Paper              *self,
            const WayPanelCase *child)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("What was tried")), 3 }, { tr (self, N_("From")), 2 },
    { tr (self, N_("What came of it")), 4 },
  };

  if (child->rounds->len == 0)
    {
      add_said (self, N_("What was tried"), child->referral->tried);
      return;
    }
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, N_("What was tried")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < child->rounds->len; i++)
    {
      const WaySupportRound *round = g_ptr_array_index (child->rounds, i);
      g_autofree char *from = say_day (self, &round->from);
      const char *cells[] = { round->strategy, from, round->impact };

      way_sheet_add_row (self->sheet, cells);
    }
  if (child->referral->tried != NULL)
    way_sheet_add_text (self->sheet, WAY_SHEET_BODY, child->referral->tried);
}

static void
add_outcomes (Paper              *self,
              const WayPanelCase *child)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("What should be different at the end")), 4 },
    { tr (self, N_("How it will be seen")), 4 }, { tr (self, N_("By when")), 2 },
  };

  if (child->outcomes->len == 0)
    {
      add_said (self, N_("What should be different at the end"), child->referral->outcomes);
      return;
    }
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < child->outcomes->len; i++)
    {
      const WayOutcomeWanted *outcome = g_ptr_array_index (child->outcomes, i);
      g_autofree char *by = say_day (self, &outcome->by);
      const char *cells[] = { outcome->wording, outcome->measure, by };

      way_sheet_add_row (self->sheet, cells);
    }
}

static void
add_places (Paper              *self,
            const WayPanelCase *child)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("Provision")), 4 }, { tr (self, N_("Places")), 2 },
    { tr (self, N_("First day")), 2 }, { tr (self, N_("Criteria")), 3 },
  };
  g_autoptr(GPtrArray) places = way_panel_case_places (child);

  if (places->len == 0)
    {
      add_said (self, N_("Where the child could go"), tr (self, N_("No provision fits.")));
      return;
    }
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, tr (self, N_("Where the child could go")));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < places->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (places, i);
      GDate first = way_date_from_julian (line->first_day);
      g_autofree char *free = way_match_words_free (line);
      g_autofree char *day = say_day (self, &first);
      g_autofree char *fit = way_match_words_fit (line);
      const char *cells[] = { line->provision->name, free, day, fit };

      way_sheet_add_row (self->sheet, cells);
    }
}

/* Room for what the panel decides. */
static void
add_room (Paper *self)
{
  const WaySheetField outcome[] = { { tr (self, N_("Decision")), NULL, 1, 1 } };
  const WaySheetField reasons[] = {
    { tr (self, N_("Reasons and conditions")), NULL, 1, HAND_LINES },
  };

  way_sheet_add_fields (self->sheet, outcome, G_N_ELEMENTS (outcome));
  way_sheet_add_fields (self->sheet, reasons, G_N_ELEMENTS (reasons));
}

static void
add_child (Paper              *self,
           const WayPanelItem *item,
           const WayPanelCase *child)
{
  g_autofree char *title = title_of (item);

  way_sheet_break_page (self->sheet);
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, title);
  add_facts (self, item, child);
  if (item->fair_bar != NULL)
    add_said (self, N_("Fair access does not apply"), tr (self, item->fair_bar->label));
  add_duties (self, child);
  add_needs (self, child);
  add_said (self, N_("Why a place elsewhere, and why now"), child->referral->reasons);
  add_rounds (self, child);
  add_outcomes (self, child);
  add_said (self, N_("The child’s own words"), child->referral->child_view);
  add_said (self, N_("What the parents or carers say"), child->referral->parent_view);
  add_said (self, N_("What professionals say"), item->item->views);
  add_places (self, child);
  add_costs (self, child);
  add_said (self, N_("What it costs, and who pays"), item->item->cost_note);
  add_room (self);
}

WaySheet *
way_panel_sheet_papers (const WayPanel       *panel,
                        WayFacts             *facts,
                        const GDate          *today,
                        const WayPaperWords  *words,
                        GError              **error)
{
  Paper self = begin (panel, way_facts_authority (facts)->name, N_("Papers"), today, words);

  add_agenda (&self);
  add_members (&self, N_("Members"), FALSE);
  for (guint i = 0; i < panel->items->len; i++)
    {
      const WayPanelItem *item = g_ptr_array_index (panel->items, i);
      g_autoptr(WayPanelCase) child = way_panel_case_load (facts, &item->item->referral, today,
                                                           error);

      if (child == NULL)
        {
          way_sheet_free (self.sheet);
          return NULL;
        }
      add_child (&self, item, child);
    }
  return self.sheet;
}

/* --- Minutes --- */

static const char *
find_name (const Paper *self,
           const WayId *member)
{
  for (guint i = 0; i < self->panel->members->len; i++)
    if (way_id_equal (&((WayMember *) g_ptr_array_index (self->panel->members, i))->id, member))
      return g_ptr_array_index (self->panel->names, i);
  return "";
}

static void
add_interests (Paper              *self,
               const WayPanelItem *item)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->interests->len; i++)
    {
      const WayInterest *interest = g_ptr_array_index (item->interests, i);

      g_string_append_printf (text, "%s%s: %s%s%s", i > 0 ? "\n" : "",
                              find_name (self, &interest->member), interest->what,
                              interest->left_room == 1 ? " · " : "",
                              interest->left_room == 1 ? tr (self, N_("left the room")) : "");
    }
  add_said (self, N_("Interests declared"), text->str);
}

static void
add_decision (Paper             *self,
              const WayDecision *decision)
{
  g_autofree char *start = say_day (self, &decision->start_by);

  add_said (self, N_("Decision"), label (self, "decision", decision->outcome));
  add_said (self, N_("Reasons"), decision->reasons);
  add_said (self, N_("Conditions"), decision->conditions);
  add_said (self, N_("Start by"), start);
  add_said (self, N_("What it costs, and who pays"), decision->cost);
  if (decision->review_weeks != WAY_INTEGER_NONE)
    {
      g_autofree char *weeks = g_strdup_printf ("%" G_GINT64_FORMAT, decision->review_weeks);

      add_said (self, N_("Review after, in weeks"), weeks);
    }
  add_said (self, N_("Decided by"), decision->members);
}

static void
add_minute (Paper              *self,
            const WayPanelItem *item)
{
  g_autofree char *title = title_of (item);
  g_autofree char *child = say_child (self, item);

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, title);
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, child);
  add_interests (self, item);
  add_said (self, N_("What was said at the panel"), item->item->discussion);
  if (item->decision != NULL)
    add_decision (self, item->decision);
  else
    way_sheet_add_text (self->sheet, WAY_SHEET_BODY, tr (self, N_("Nothing was decided.")));
}

WaySheet *
way_panel_sheet_minutes (const WayPanel      *panel,
                         const char          *authority,
                         const GDate         *today,
                         const WayPaperWords *words)
{
  Paper self = begin (panel, authority, N_("Minutes"), today, words);

  add_members (&self, N_("Present"), TRUE);
  for (guint i = 0; i < panel->items->len; i++)
    add_minute (&self, g_ptr_array_index (panel->items, i));
  if (panel->meeting->minutes != NULL)
    {
      way_sheet_add_text (self.sheet, WAY_SHEET_HEADING, tr (&self, N_("Other business")));
      way_sheet_add_text (self.sheet, WAY_SHEET_BODY, panel->meeting->minutes);
    }
  return self.sheet;
}
