/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The referral form as a sheet of paper.  Which fields a section asks stands in one
 * table here, as it stands in ui/referral for the window; what a field is called
 * and what it may hold comes from its description. */

#include "way-referral-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-seals.h"

#define MOST_TICKS  14      /* longer sets of codes are written by hand */
#define HAND_ROWS   3       /* of an empty list */
#define HAND_LINES  5       /* of a long text */

/* A line of the form: fields side by side ("pupil.forename pupil.surname"), or a
 * list of rows with the columns named. */
typedef struct
{
  const char *section;
  const char *fields;       /* NULL: a list */
  int         list;
  const char *columns;
} Line;

#define FIELDS(section, fields) { section, fields, -1, NULL }
#define LIST(section, list, columns) { section, NULL, WAY_REFERRAL_LIST_##list, columns }

static const Line lines[] = {
  FIELDS ("referrer", "referral.referrer referral.received"),
  FIELDS ("referrer", "referral.referrer_name referral.referrer_role"),
  FIELDS ("referrer", "referral.head_name referral.head_authorised"),
  FIELDS ("referrer", "referral.lead referral.panel_wanted"),
  FIELDS ("referrer", "referral.urgency"),
  FIELDS ("child", "pupil.forename pupil.surname pupil.known_as"),
  FIELDS ("child", "pupil.birth pupil.year pupil.upn pupil.uln"),
  FIELDS ("child", "pupil.sex"),
  FIELDS ("child", "pupil.street pupil.town pupil.postcode"),
  FIELDS ("child", "pupil.home_district pupil.home_la"),
  FIELDS ("child", "pupil.language pupil.ethnicity pupil.religion"),
  FIELDS ("child", "pupil.interpreter"),
  FIELDS ("child", "pupil.free_meals"),
  FIELDS ("child", "pupil.premium"),
  FIELDS ("child", "pupil.travel"),
  LIST ("child", SCHOOLS, "establishment from to"),
  LIST ("parents", CONTACTS, "name relation responsibility telephone language"),
  FIELDS ("parents", "referral.parent_view"),
  FIELDS ("status", "pupil.looked_after"),
  FIELDS ("status", "pupil.social_worker"),
  FIELDS ("status", "pupil.young_carer"),
  LIST ("status", CIRCUMSTANCES, "kind from la worker"),
  FIELDS ("needs", "need.provision"),
  FIELDS ("needs", "need.type need.from"),
  FIELDS ("needs", "need.plan need.planned need.plan_reviewed"),
  FIELDS ("needs", "need.assessment need.senco need.caseworker"),
  LIST ("needs", NEEDS, "type provision from"),
  FIELDS ("attendance", "enrolment.establishment enrolment.status"),
  LIST ("attendance", TERMS, "from to possible attended unauthorised codes"),
  FIELDS ("attendance", "exclusion.category"),
  FIELDS ("attendance", "exclusion.from exclusion.to exclusion.half_days"),
  LIST ("attendance", EXCLUSIONS, "category from to half_days"),
  FIELDS ("attendance", "referral.reduced"),
  FIELDS ("attendance", "referral.moves"),
  LIST ("attainment", ATTAINMENT, "subject measure baseline current on entry"),
  LIST ("tried", ROUNDS, "strategy from to staff agency impact"),
  FIELDS ("tried", "referral.specialist"),
  FIELDS ("tried", "referral.tried"),
  FIELDS ("reasons", "referral.route"),
  FIELDS ("reasons", "referral.reasons"),
  LIST ("reasons", OUTCOMES, "wording measure by"),
  FIELDS ("reasons", "referral.wanted referral.sessions referral.weeks"),
  FIELDS ("reasons", "referral.part_time"),
  FIELDS ("reasons", "referral.exit_criteria"),
  FIELDS ("reasons", "referral.reintegration"),
  FIELDS ("risk", "referral.risk_on"),
  FIELDS ("risk", "referral.risk"),
  LIST ("risk", RISKS, "kind level on triggers controls"),
  FIELDS ("health", "referral.condition referral.clinician"),
  FIELDS ("health", "referral.diagnosis"),
  FIELDS ("health", "referral.medication referral.hospital referral.hours"),
  FIELDS ("health", "referral.evidence"),
  FIELDS ("health", "referral.health"),
  FIELDS ("voice", "referral.child_view"),
  FIELDS ("voice", "referral.aspirations"),
  FIELDS ("voice", "referral.interests"),
  LIST ("voice", PREFERENCES, "provision whose reason"),
  FIELDS ("agreement", "referral.consent"),
  FIELDS ("agreement", "referral.direct_reason"),
  FIELDS ("agreement", "referral.share_basis"),
  FIELDS ("agreement", "referral.notice referral.copy_given"),
  FIELDS ("agreement", "referral.signed_by referral.signed_on"),
  LIST ("papers", PAPERS, "kind name added"),
};

typedef struct
{
  WaySheet                    *sheet;
  WayReferralForm             *form;      /* NULL: empty */
  WayDb                       *db;
  const GDate                 *today;
  const WayReferralSheetWords *words;
} Writer;

static const char *
translate (const Writer *self,
           const char   *msgid)
{
  return self->words->translate (msgid);
}

/* --- Fields --- */

static const WayField *
find_field (const char      *name,
            WayReferralPart *part)
{
  g_auto(GStrv) words = g_strsplit (name, ".", 2);

  for (guint i = 0; i < WAY_N_REFERRAL_PARTS; i++)
    if (g_str_equal (way_referral_part_entity (i)->name, words[0]))
      {
        *part = i;
        return way_entity_field (way_referral_part_entity (i), words[1]);
      }
  g_return_val_if_reached (NULL);
}

/* Where somebody lives whose address is hidden stands on no paper. */
static char *
say_of (const Writer     *self,
        const WayEntity  *entity,
        const WayField   *field,
        gconstpointer     record)
{
  if ((field->flags & WAY_FIELD_ADDRESS) != 0 &&
      way_seals_hide_address (self->db, entity, way_record_id (record)))
    return g_strdup ("");
  return self->words->value (field, record, self->db);
}

static char *
say_value (const Writer    *self,
           WayReferralPart  part,
           const WayField  *field)
{
  if (self->form == NULL)
    return NULL;
  return say_of (self, way_referral_part_entity (part), field,
                 way_referral_form_get (self->form, part));
}

/* Yes and no, and short sets of codes, are ticked on an empty form. */
static char **
list_choices (const Writer   *self,
              const WayField *field)
{
  g_autoptr(GPtrArray) codes = NULL;
  GPtrArray *texts;
  const char *set = field->kind == WAY_KIND_BOOLEAN ? "yes_no" : field->set;

  if (field->kind != WAY_KIND_BOOLEAN && field->kind != WAY_KIND_CODE &&
      field->kind != WAY_KIND_CODES)
    return NULL;
  codes = way_codes_list (set, self->today);
  if (codes->len > MOST_TICKS)
    return NULL;
  texts = g_ptr_array_new ();
  for (guint i = 0; i < codes->len; i++)
    g_ptr_array_add (texts, g_strdup (translate (self, ((const WayCode *) codes->pdata[i])->label)));
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

static gboolean
add_choices (const Writer *self,
             const char   *name)
{
  WayReferralPart part;
  const WayField *field = find_field (name, &part);
  g_auto(GStrv) choices = self->form == NULL ? list_choices (self, field) : NULL;
  guint n = choices != NULL ? g_strv_length (choices) : 0;

  if (choices == NULL)
    return FALSE;
  way_sheet_add_choices (self->sheet, translate (self, field->label),
                         (const char *const *) choices, n <= 3 ? 3 : 2);
  return TRUE;
}

static void
add_fields (const Writer *self,
            const Line   *line)
{
  g_auto(GStrv) names = g_strsplit (line->fields, " ", -1);
  guint n = g_strv_length (names);
  g_autofree WaySheetField *fields = g_new0 (WaySheetField, n);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (n == 1 && add_choices (self, names[0]))
    return;
  for (guint i = 0; i < n; i++)
    {
      WayReferralPart part;
      const WayField *field = find_field (names[i], &part);
      char *value = say_value (self, part, field);

      g_ptr_array_add (values, value);
      fields[i].label = translate (self, field->label);
      fields[i].value = value;
      fields[i].lines = field->kind == WAY_KIND_LONG_TEXT && self->form == NULL ? HAND_LINES : 1;
      fields[i].share = field->kind == WAY_KIND_TEXT || field->kind == WAY_KIND_REFERENCE ? 2 : 1;
    }
  way_sheet_add_fields (self->sheet, fields, n);
}

/* --- Lists --- */

static guint
count_rows (const Writer *self,
            const Line   *line)
{
  return self->form != NULL ? way_referral_form_n_rows (self->form, line->list) : HAND_ROWS;
}

static void
add_row (const Writer *self,
         const Line   *line,
         char        **names,
         guint         at)
{
  const WayEntity *entity = way_referral_list_entity (line->list);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (cells, self->form == NULL ? NULL
                     : say_of (self, entity, way_entity_field (entity, names[i]),
                               way_referral_form_get_row (self->form, line->list, at)));
  way_sheet_add_row (self->sheet, (const char *const *) cells->pdata);
}

static void
add_list (const Writer *self,
          const Line   *line)
{
  const WayEntity *entity = way_referral_list_entity (line->list);
  g_auto(GStrv) names = g_strsplit (line->columns, " ", -1);
  guint n = g_strv_length (names);
  guint n_rows = count_rows (self, line);
  g_autofree WaySheetColumn *columns = g_new0 (WaySheetColumn, n);

  if (n_rows == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, translate (self, entity->label_plural));
  for (guint i = 0; i < n; i++)
    {
      const WayField *field = way_entity_field (entity, names[i]);

      columns[i].head = translate (self, field->label);
      columns[i].share = field->kind == WAY_KIND_LONG_TEXT || field->kind == WAY_KIND_TEXT ? 3 : 2;
      columns[i].is_number = field->kind == WAY_KIND_INTEGER;
    }
  way_sheet_begin_table (self->sheet, columns, n);
  for (guint i = 0; i < n_rows; i++)
    add_row (self, line, names, i);
}

/* --- Sections --- */

/* Which routes ask for it, for whoever fills it in by hand. */
static char *
say_routes (const Writer  *self,
            const WayCode *section)
{
  const char *routes = way_code_get (section, "routes");
  g_auto(GStrv) ids = g_strsplit (routes != NULL ? routes : "", " ", -1);
  g_autoptr(GString) text = NULL;

  if (routes == NULL)
    return g_strdup (_("Fill this in where it helps."));
  if (way_code_allows (section, "routes", "all"))
    return g_strdup (_("Needed by every route."));
  text = g_string_new (_("Needed by: "));
  for (guint i = 0; ids[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            translate (self, way_codes_label ("route", ids[i])));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_left_out (GArray *states,
             guint   i)
{
  return states != NULL && i < states->len &&
         g_array_index (states, WayReferralSection, i).state == WAY_SECTION_NOT_NEEDED;
}

static void
add_section (const Writer  *self,
             const WayCode *section)
{
  g_autofree char *title = g_strdup_printf ("%d  %s", way_code_get_int (section, "number", 0),
                                            translate (self, section->label));

  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, title);
  if (self->form == NULL)
    {
      g_autofree char *routes = say_routes (self, section);

      way_sheet_add_text (self->sheet, WAY_SHEET_NOTE, routes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_str_equal (lines[i].section, section->id))
      {
        if (lines[i].fields != NULL)
          add_fields (self, &lines[i]);
        else
          add_list (self, &lines[i]);
      }
}

WaySheet *
way_referral_sheet_new (WayReferralForm             *form,
                        WayDb                       *db,
                        const char                  *authority,
                        const GDate                 *today,
                        const WayReferralSheetWords *words)
{
  WaySheet *sheet = way_sheet_new (&(WaySheetInfo) {
    .title = _("Referral for alternative provision"),
    .marking = _("Official – sensitive"),
    .language = words->language,
    .made_on = *today,
  });
  Writer self = { sheet, form, db, today, words };
  g_autoptr(GPtrArray) sections = way_codes_list ("referral_section", today);
  g_autoptr(GArray) states = form != NULL ? way_referral_form_sections (form, db, today, NULL)
                                          : NULL;

  way_sheet_add_text (sheet, WAY_SHEET_TITLE, _("Referral for alternative provision"));
  way_sheet_add_text (sheet, WAY_SHEET_BODY, authority);
  if (form == NULL)
    way_sheet_add_text (sheet, WAY_SHEET_NOTE,
                        _("Write clearly, in black. Each section says which routes need it; "
                          "the routes stand in section 9. What does not fit goes on a sheet of "
                          "its own, with the section’s number."));
  for (guint i = 0; i < sections->len; i++)
    if (!is_left_out (states, i))
      add_section (&self, sections->pdata[i]);
  return sheet;
}
