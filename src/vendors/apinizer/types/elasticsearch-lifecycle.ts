import { z } from 'zod'
import { flag, text } from '../type.js'

const whole = (max: number) => z.preprocess((value) => value ?? null, z.int().min(0).max(max).nullable())
const int = whole(2 ** 31 - 1)

/** What happens to an index as it grows old; a policy without a phase is none (contract section 2.3). */
export const lifecyclePolicy = z.preprocess(
  (value) => value ?? undefined,
  z
    .object({
      policyName: text('apinizer-log-ilm-policy-default'),
      enableHotPhase: flag(false),
      enableWarmPhase: flag(false),
      enableColdPhase: flag(false),
      enableDeletePhase: flag(false),
      maxAgeOfRollover: int,
      maxIndexSizeOfRollover: int,
      maxDocCountOfRollover: whole(Number.MAX_SAFE_INTEGER),
      numberOfReplicasForWarm: int,
      maxNumShardsForShrink: int,
      maxNumSegmentsForForceMerge: int,
      minAgeOfCold: int,
      numberOfReplicasForCold: int,
      minAgeOfDelete: int,
    })
    .refine(
      ({ enableHotPhase, enableWarmPhase, enableColdPhase, enableDeletePhase }) =>
        enableHotPhase || enableWarmPhase || enableColdPhase || enableDeletePhase,
      'must enable at least one phase',
    )
    .optional(),
)
