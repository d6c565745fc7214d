/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sampler.h"
#include "way-school-days.h"

G_BEGIN_DECLS

/* The plan of a sample authority: a key file of data/samples.  Groups named
 * "ENTITY KEY" are records, their keys the fields of the description tables;
 * keys that begin with "life-", and the groups "life" and "stream …", steer
 * what is generated.  data/samples/README.md has the whole language. */

typedef struct
{
  GDate  from;
  GDate  to;
  gint64 places;
} WaySamplePlaces;

typedef struct
{
  char  *element;
  char  *basis;
  gint64 pence;
  GDate  from;
  GDate  to;
} WaySamplePrice;

/* A provision, as far as a life needs it. */
typedef struct
{
  char      *key;
  WayId      id;
  WayId      establishment;
  char      *kind;
  int        year_low;
  int        year_high;
  gboolean   counted;
  gboolean   full_time;
  gboolean   is_school;        /* children are on its roll */
  GArray    *places;           /* WaySamplePlaces, commissioned */
  GPtrArray *prices;           /* WaySamplePrice */
  guint      there;            /* how many are there as the life goes on */
} WaySampleVenue;

typedef struct
{
  char  *key;
  WayId  id;
  char  *name;
  guint  weight;
  guint  affluence;            /* 0 to 1000 */
} WaySampleDistrict;

typedef struct
{
  WayId    id;
  guint    district;
  gboolean secondary;
} WaySampleSchool;

/* Choices of data/samples/words.ini. */
typedef struct
{
  char **texts;
  guint *weights;
  guint  count;
} WaySampleWords;

typedef struct
{
  GKeyFile      *file;
  GHashTable    *ids;          /* "entity key" -> WayId */
  GHashTable    *words;        /* "group key" -> WaySampleWords */
  GPtrArray     *venues;
  GArray        *districts;
  GArray        *schools;
  char          *la;           /* NULL for an authority that is none of England's */
  char          *town;
  char         **outward;      /* first halves of postcodes */
  GDate          from;         /* the life's first day */
  GDate          today;        /* and its last */
  GDate          attendance_from;
  gboolean       texts;        /* referrals say why */
  gboolean       lean;         /* only what measuring needs */
  WaySchoolDays *days;
} WaySamplePlan;

/* Reads a plan; today is for the plans that surround one, else it is in the
 * file.  NULL with an error that names group and key. */
WaySamplePlan *way_sample_plan_load   (const char        *name,
                                       const GDate       *today,
                                       GError           **error);
void           way_sample_plan_free   (WaySamplePlan     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaySamplePlan, way_sample_plan_free)

/* Writes all that does not move: the records of the file, schools, the
 * calendar, users; fills venues, districts, schools and days. */
gboolean       way_sample_plan_write  (WaySamplePlan     *self,
                                       WaySampler        *sampler,
                                       GError           **error);

/* Writes the groups that come after the life, once it is written. */
gboolean       way_sample_plan_write_after (WaySamplePlan  *self,
                                            WaySampler     *sampler,
                                            GError        **error);

/* Two parts of it, for lives without a file of their own. */
gboolean       way_sample_plan_write_schools  (WaySamplePlan  *self,
                                               WaySampler     *sampler,
                                               GError        **error);
gboolean       way_sample_plan_write_calendar (WaySamplePlan  *self,
                                               WaySampler     *sampler,
                                               GError        **error);

/* One more venue; owned by the plan. */
WaySampleVenue *way_sample_plan_add_venue     (WaySamplePlan  *self,
                                               const char     *key,
                                               const char     *kind,
                                               const char     *year_low,
                                               const char     *year_high);

/* A day as plans write it: 2022-01-20, today, today-30, y-1/09-01 (in the
 * school year before today's).  Empty is no day.  FALSE on anything else. */
gboolean       way_sample_plan_date   (const WaySamplePlan *self,
                                       const char          *text,
                                       GDate               *date);

/* What the file says under group and key; NULL for nothing.  g_free(),
 * g_strfreev(); lists are parted by semicolons. */
char          *way_sample_plan_text   (const WaySamplePlan *self,
                                       const char          *group,
                                       const char          *key);
char         **way_sample_plan_list   (const WaySamplePlan *self,
                                       const char          *group,
                                       const char          *key);
int            way_sample_plan_number (const WaySamplePlan *self,
                                       const char          *group,
                                       const char          *key,
                                       int                  fallback);

/* "10-20" or "10". */
void           way_sample_plan_range  (const WaySamplePlan *self,
                                       const char          *group,
                                       const char          *key,
                                       int                 *low,
                                       int                 *high);

WaySampleVenue *way_sample_plan_venue (const WaySamplePlan *self,
                                       const char          *key);

/* "A:3" of a list as text and weight; a weight that is not there is 1. */
WaySampleWords *way_sample_words_new  (const char          *list,
                                       const char          *separator,
                                       gboolean             weighted);
void            way_sample_words_free (WaySampleWords      *self);
const char     *way_sample_words_pick (const WaySampleWords *self,
                                       WayRandom            *random);

/* Commissioned places on a day; G_MAXUINT where no places are kept. */
guint          way_sample_venue_places (const WaySampleVenue *self,
                                        const GDate          *day);

/* The price of an element on a day, or NULL. */
const WaySamplePrice *way_sample_venue_price (const WaySampleVenue *self,
                                              const char           *element,
                                              const GDate          *day);

G_END_DECLS
