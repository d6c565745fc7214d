/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of referrals.  The few that are open are read whole, because where
 * one stands follows from all that was recorded on it. */

#include "way-referral-board.h"

#include <string.h>

#include "way-directory.h"
#include "way-referral-form.h"
#include "way-seals-sql.h"
#include "way-text.h"

typedef struct
{
  WayFacts                     *facts;
  WayDb                        *db;
  GDate                         today;
  GDate                         recent;
  const WayReferralBoardFilter *filter;
  GStrv                         words;    /* folded */
  GHashTable                   *duties;   /* WayId * of a referral -> WayDutyFact * */
  GHashTable                   *seen;     /* WayId * of the cards */
  GPtrArray                    *cards;
} Board;

void
way_referral_card_free (WayReferralCard *self)
{
  if (self == NULL)
    return;
  g_free (self->pupil_name);
  g_free (self->year);
  g_free (self->route);
  g_free (self->referrer);
  g_free (self);
}

static char *
join_name (const char *forename,
           const char *surname)
{
  g_autofree char *name = g_strdup_printf ("%s %s", forename != NULL ? forename : "",
                                           surname != NULL ? surname : "");

  g_strstrip (name);
  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

/* --- The filter --- */

static gboolean
holds_words (Board                 *board,
             const WayReferralCard *card)
{
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (board->words == NULL)
    return TRUE;
  all = g_strjoin (" ", card->pupil_name != NULL ? card->pupil_name : "",
                   card->referrer != NULL ? card->referrer : "",
                   card->route != NULL ? way_codes_label ("route", card->route) : "", NULL);
  folded = way_text_fold (all);
  for (char **word = board->words; *word != NULL; word++)
    if (strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_wanted (Board                 *board,
           const WayReferralCard *card,
           const WayId           *referrer)
{
  const WayReferralBoardFilter *filter = board->filter;

  if (filter == NULL)
    return TRUE;
  return (filter->route == NULL || g_strcmp0 (filter->route, card->route) == 0) &&
         (way_id_is_null (&filter->referrer) || way_id_equal (&filter->referrer, referrer)) &&
         holds_words (board, card);
}

/* --- Cards of the file --- */

static void
add_duty (Board           *board,
          WayReferralCard *card)
{
  const WayDutyFact *fact = g_hash_table_lookup (board->duties, &card->id);

  if (fact == NULL)
    return;
  card->rule = fact->rule;
  card->due = fact->due;
  card->duty = fact->duty;
}

static gboolean
is_over (const WayReferralCard *card)
{
  return !way_code_is (way_codes_lookup ("referral_stage", card->stage), "live");
}

/* A decision may end it without anybody having closed it. */
static GDate
find_end (const WayReferralCase *self)
{
  const WayDecision *last = self->decisions->len > 0
                              ? g_ptr_array_index (self->decisions, self->decisions->len - 1) : NULL;

  if (self->placements->len > 0)
    return ((const WayPlacement *) g_ptr_array_index (self->placements, 0))->start;
  if (way_date_is_set (&self->referral->closed))
    return self->referral->closed;
  return last != NULL && g_str_equal (self->stage.stage, "closed") ? last->date
                                                                   : way_date_none ();
}

static gboolean
judge_card (Board            *board,
            WayReferralCard  *card,
            const WayId      *referrer,
            GError          **error)
{
  g_autoptr(WayReferralCase) found = way_referral_case_load (board->db, &card->id, &board->today,
                                                             error);
  const WaySchoolDays *days;
  GDate first;

  if (found == NULL)
    return FALSE;
  card->stage = found->stage.stage;
  card->next_step = found->stage.next_step;
  card->over = find_end (found);
  if (is_over (card) || !way_date_is_set (&card->received))
    return TRUE;

  days = way_facts_days (board->facts, referrer, error);
  if (days == NULL)
    return FALSE;
  first = way_date_add_days (&card->received, 1);
  card->waited = way_school_days_count (days, &first, &board->today);
  add_duty (board, card);
  return TRUE;
}

static gboolean
add_card (Board    *board,
          WayStmt  *stmt,
          GError  **error)
{
  WayReferralCard *card = g_new0 (WayReferralCard, 1);
  WayId referrer = way_stmt_id (stmt, 5);

  card->id = way_stmt_id (stmt, 0);
  card->pupil = way_stmt_id (stmt, 1);
  card->pupil_name = g_strdup (way_stmt_text (stmt, 2));
  card->year = g_strdup (way_stmt_text (stmt, 3));
  card->route = g_strdup (way_stmt_text (stmt, 4));
  card->referrer = g_strdup (way_stmt_text (stmt, 6));
  card->received = way_stmt_date (stmt, 7);
  g_hash_table_add (board->seen, g_memdup2 (&card->id, sizeof card->id));
  if (!is_wanted (board, card, &referrer))
    {
      way_referral_card_free (card);
      return TRUE;
    }
  if (!judge_card (board, card, &referrer, error))
    {
      way_referral_card_free (card);
      return FALSE;
    }
  if (way_date_is_set (&card->over) && way_date_compare (&card->over, &board->recent) < 0)
    way_referral_card_free (card);
  else
    g_ptr_array_add (board->cards, card);
  return TRUE;
}

static gboolean
read_cards (Board   *board,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (board->db,
                         "SELECT referral.id, pupil.id, nullif (" WAY_PUPIL_NAME_SQL ", ''), pupil.year,"
                         " referral.route, referral.referrer, establishment.name,"
                         " referral.received"
                         " FROM referral LEFT JOIN pupil ON pupil.id = referral.pupil"
                         " LEFT JOIN establishment ON establishment.id = referral.referrer"
                         " WHERE (referral.closed IS NULL OR referral.closed >= :recent)"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " AND NOT EXISTS (SELECT 1 FROM placement"
                         "  WHERE placement.referral = referral.id AND placement.start < :recent)"
                         " ORDER BY referral.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":recent", &board->recent);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!add_card (board, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* --- Drafts of this copy --- */

static void
add_kept (Board          *board,
          const WayDraft *draft)
{
  g_autoptr(WayReferralForm) form = way_referral_form_from_text (board->db, draft->body,
                                                                 &board->today, NULL);
  g_autoptr(WayEstablishment) school = NULL;
  WayReferralCard *card;
  const WayReferral *referral;
  const WayPupil *pupil;

  /* What cannot be read is left alone, not thrown away. */
  if (form == NULL)
    return;
  referral = way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);
  pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);
  school = way_records_get (board->db, &way_establishment_entity, &referral->referrer, NULL);
  card = g_new0 (WayReferralCard, 1);
  card->id = draft->record;
  card->pupil = pupil->id;
  card->stage = "draft";
  card->next_step = "send";
  card->pupil_name = join_name (pupil->forename, pupil->surname);
  card->year = g_strdup (pupil->year);
  card->route = g_strdup (referral->route);
  card->referrer = school != NULL ? g_strdup (school->name) : NULL;
  card->kept = TRUE;
  card->saved = draft->saved;
  if (is_wanted (board, card, &referral->referrer))
    g_ptr_array_add (board->cards, card);
  else
    way_referral_card_free (card);
}

/* A referral of the file that is being changed has its card already. */
static gboolean
read_drafts (Board   *board,
             GError **error)
{
  g_autoptr(GPtrArray) drafts = way_drafts_list (board->db, "referral", error);

  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (!g_hash_table_contains (board->seen, &draft->record))
        add_kept (board, draft);
    }
  return TRUE;
}

/* --- The board --- */

static int
compare_cards (gconstpointer a,
               gconstpointer b)
{
  const WayReferralCard *one = *(const WayReferralCard *const *) a;
  const WayReferralCard *other = *(const WayReferralCard *const *) b;
  guint stage = way_codes_lookup ("referral_stage", one->stage)->order;
  guint other_stage = way_codes_lookup ("referral_stage", other->stage)->order;
  int order;

  if (stage != other_stage)
    return stage < other_stage ? -1 : 1;
  order = one->saved < other->saved ? 1 : one->saved > other->saved ? -1 : 0;
  if (order == 0)
    order = way_date_compare (&other->over, &one->over);
  if (order == 0)
    order = way_date_compare (&one->received, &other->received);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

/* Of several duties of one referral the first in the list is the most pressing. */
static GHashTable *
index_duties (GPtrArray *duties)
{
  GHashTable *index = g_hash_table_new (way_id_hash, way_id_equal_func);

  for (guint i = 0; i < duties->len; i++)
    {
      WayDutyFact *fact = g_ptr_array_index (duties, i);

      if (!way_id_is_null (&fact->referral) && way_duty_is_live (fact->duty.state) &&
          !g_hash_table_contains (index, &fact->referral))
        g_hash_table_insert (index, &fact->referral, fact);
    }
  return index;
}

GPtrArray *
way_referral_board (WayFacts                      *facts,
                    const GDate                   *today,
                    const WayReferralBoardFilter  *filter,
                    GError                       **error)
{
  g_autoptr(GPtrArray) cards = NULL;
  g_autoptr(GPtrArray) duties = way_duties_list (facts, today, NULL, error);
  g_autoptr(GHashTable) index = NULL;
  g_autoptr(GHashTable) seen = NULL;
  g_auto(GStrv) words = NULL;
  int recent;
  Board board = { .facts = facts, .db = way_facts_db (facts), .today = *today, .filter = filter };

  if (duties == NULL)
    return NULL;
  if (filter != NULL && filter->words != NULL)
    {
      g_autofree char *folded = way_text_fold (filter->words);

      words = g_strsplit (folded, " ", -1);
    }
  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) way_referral_card_free);
  index = index_duties (duties);
  seen = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  recent = way_code_get_int (way_codes_lookup ("work_rule", "recent"), "days", 28);
  board.recent = way_date_add_days (today, -recent);
  board.words = words;
  board.duties = index;
  board.seen = seen;
  board.cards = cards;
  if (!read_cards (&board, error) || !read_drafts (&board, error))
    return NULL;
  g_ptr_array_sort (cards, compare_cards);
  return g_steal_pointer (&cards);
}

gboolean
way_referral_count_open (WayDb    *db,
                         gint64   *count,
                         GError  **error)
{
  return way_db_get_int (db,
                         "SELECT count (*) FROM referral_view WHERE closed IS NULL"
                         " AND stage IN ('received', 'needs_information', 'panel', 'offered')",
                         0, count, error);
}
