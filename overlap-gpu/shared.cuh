// Handover through shared memory, as through the L1 of an NPU: one warp group multiplies, two do the softmax; S and P pass
// through two score buffers. A task's time includes its traffic with shared memory.
#pragma once
#include "softmax.cuh"

// ---- the machine `sh`: scores pass through shared memory ----
template <int N, int E> __host__ __device__ constexpr int shNQ() { return N == 512 || (N == 256 && E == 128) ? 2 : 4; }
template <int N, int E> __host__ __device__ constexpr bool shAlias() { return N == 512 && E == 64; }
template <int N, int E> constexpr int shSmem() { return shNQ<N, E>() * 64 * E * 2 + (shAlias<N, E>() ? 1 : 2) * N * E * 2 + 2 * 64 * N * 2; }
template <int N, int E, int SUMS> constexpr int shSmemSums() { return shSmem<N, E>() + (SUMS == MATRIX_RAW ? N * 16 : 0); }

template <int N, int E, int MREP, int MODE, int SUMS = VECTOR>
__global__ void __launch_bounds__(384, 1) sh_kernel(Args a) {
  extern __shared__ __align__(1024) unsigned char sm[];
  constexpr int NQ = shNQ<N, E>(), QT = 64 * E * 2, KB = N * E * 2, NT = 384, SB = 64 * N * 2;
  constexpr bool ALIAS = shAlias<N, E>(), ONES = SUMS == MATRIX_RAW;
  constexpr int EO = E + (ONES ? 8 : 0), VB = N * EO * 2;
  const int tid = threadIdx.x, lane = tid & 31, warp = __shfl_sync(~0u, tid >> 5, 0), wg = warp >> 2;
  unsigned char *sk = sm + NQ * QT, *sv = ALIAS ? sk : sk + KB, *ss = sv + VB;
  for (int i = tid; i < NQ * QT / 16; i += NT) ((uint4*)sm)[i] = a.q[i];
  for (int i = tid; i < KB / 16; i += NT) ((uint4*)sk)[i] = a.k[i];
  if (!ALIAS) for (int i = tid; i < VB / 16; i += NT) ((uint4*)sv)[i] = a.v[i];
  for (int i = tid; i < SB; i += NT) ((__half*)ss)[i] = __float2half((float)((i * 37) & 63) * 0.01f);  // both score buffers
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
  __syncthreads();
  const uint32_t base = (uint32_t)__cvta_generic_to_shared(sm);
  const uint32_t bk = base + NQ * QT, bv = ALIAS ? bk : bk + KB, bs = bv + VB;
  const uint64_t dq = make_desc(base, 1024, 128), dk = make_desc(bk, 16 * N, 128), dv = make_desc(bv, 128, 16 * N), dp = make_desc(bs, 1024, 128);
  const bool timed = MODE == M_P || MODE == M_VECM ? wg > 0 : MODE == M_S || MODE == M_O || MODE == M_OS || MODE == M_MACV || MODE == M_SITU ? wg == 0 : true;

  if (wg == 0) {  // matrix unit
    float s[64], o[EO / 2];
    const uint32_t st = bs + ((lane >> 4) * 8 + 2 * warp + ((lane >> 3) & 1)) * 128 + (lane & 7) * 16;
    auto S_task = [&](int q, int buf) {
#pragma unroll 1
      for (int ct = 0; ct < N / 128; ++ct) {
        pin(s);
        wg_arrive();
#pragma unroll
        for (int m = 0; m < MREP; ++m)
#pragma unroll
          for (int k = 0; k < E / 16; ++k) mma_ss<128, 0>(s, dq + (q % NQ) * (QT / 16) + k * 128, dk + ct * 128 + k * 2 * N, (m | k) != 0);
        wg_commit();
        wg_wait();
        pin(s);
#pragma unroll
        for (int j = 0; j < 16; j += 2)
          asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1,%2,%3,%4};" ::
                       "r"(st + buf * SB + (ct * 16 + j) * 1024), "r"(pack(s[4 * j], s[4 * j + 1])), "r"(pack(s[4 * j + 2], s[4 * j + 3])),
                       "r"(pack(s[4 * j + 4], s[4 * j + 5])), "r"(pack(s[4 * j + 6], s[4 * j + 7])) : "memory");
      }
    };
    auto O_task = [&](int buf) {
      pin(o);
      wg_arrive();
#pragma unroll
      for (int m = 0; m < MREP; ++m)
#pragma unroll
        for (int k = 0; k < N / 16; ++k) mma_ss<EO, 1>(o, dp + buf * (SB / 16) + k * 128, dv + k * 16, 1);
      wg_commit();
      wg_wait();
      pin(o);
    };
    for (int rep = 0; rep < a.reps; ++rep) {
#pragma unroll
      for (int i = 0; i < EO / 2; ++i) o[i] = 0;
      __syncthreads();
      __syncthreads();  // a barrier blocks a little later than the next clock read: two
      long long t0 = now();
      if constexpr (MODE == M_S) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) S_task(i, i & 1); }
      if constexpr (MODE == M_O) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) O_task(i & 1); }
      if constexpr (MODE == M_OS || MODE == M_MACV || MODE == M_VECM) {
        const int n = MODE == M_VECM ? a.other : a.nb;
#pragma unroll 1
        for (int i = 0; i < n; ++i) { O_task(0); S_task(i, 0); }
      }
      if constexpr (MODE == M_FLAT) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { S_task(i, 0); bar_arrive(1, NT); bar_sync(3, NT); O_task(0); }
      }
      if constexpr (MODE == M_SITU) {
        long long d0 = 0, d1 = 0, d2 = 0;
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) {
          long long c0 = now();
          S_task(i, 0);
          long long c1 = now();
          bar_arrive(1, NT); bar_sync(3, NT);
          if (*(volatile int*)sm == 0x7fff7fff) d0 = 1;  // the barrier blocks a little later than the next clock read
          long long c2 = now();
          O_task(0);
          d0 += c1 - c0; d1 += c2 - c1; d2 += now() - c2;
        }
        t0 = a.other == 0 ? -d0 : a.other == 1 ? -d1 : -d2;
      }
      if constexpr (MODE == M_MAS) {
        S_task(0, 0); bar_arrive(1, NT);
        S_task(1, 1); bar_arrive(2, NT);
#pragma unroll 1
        for (int i = 2; i < a.nb + 2; ++i) {
          bar_sync(3 + (i & 1), NT);
          O_task(i & 1);
          if (i < a.nb) { S_task(i, i & 1); bar_arrive(1 + (i & 1), NT); }
        }
      }
      long long t1 = now();
      if constexpr (MODE == M_SITU) { t1 = -t0; t0 = 0; }
      if (lane == 0) {
        long long* t = a.t + (((long long)blockIdx.x * a.reps + rep) * 12 + warp) * 2;
        t[0] = timed ? t0 : -1;
        t[1] = timed ? t1 : -1;
      }
    }
    if constexpr (ONES) {
#pragma unroll
      for (int i = 0; i < E / 2; ++i) o[i] /= o[EO / 2 - 4 + (i & 2)];
    }
#pragma unroll
    for (int i = 0; i < E / 2; ++i) {
      const int row = (warp & 3) * 16 + lane / 4 + ((i & 2) ? 8 : 0), col = (i / 4) * 8 + (lane & 3) * 2 + (i & 1);
      a.out[((long long)blockIdx.x * 64 + row) * E + col] = o[i];
    }
  } else {  // vector unit: eight warps of eight rows each
    const uint32_t ad = bs + ((lane >> 3) * 8 + (warp - 4)) * 128 + (lane & 7) * 16;
    const float c = a.c;
    float ls = 0;
    auto P_task = [&](int buf) {
      float s[N / 4];
#pragma unroll
      for (int j = 0; j < N / 32; ++j) {
        uint32_t r[4];
        asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];" : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]) : "r"(ad + buf * SB + j * 4096) : "memory");
#pragma unroll
        for (int x = 0; x < 4; ++x) {
          float2 f = __half22float2(*(__half2*)&r[x]);
          s[8 * j + 2 * x] = f.x;
          s[8 * j + 2 * x + 1] = f.y;
        }
      }
#pragma unroll 1
      for (int v = 0; v < a.vrep; ++v) {
        float m[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, l[4] = {0, 0, 0, 0};
#pragma unroll
        for (int i = 0; i < N / 4; ++i) m[i & 3] = fmaxf(m[i & 3], s[i]);
        float m0 = fmaxf(fmaxf(m[0], m[1]), fmaxf(m[2], m[3]));
        m0 = fmaxf(m0, __shfl_xor_sync(~0u, m0, 1));
        m0 = fmaxf(m0, __shfl_xor_sync(~0u, m0, 2));
        const float b = -m0 * c;
#pragma unroll
        for (int i = 0; i < N / 4; ++i) { s[i] = ex2(fmaf(s[i], c, b)); if constexpr (!ONES) l[i & 3] += s[i]; }
        if constexpr (ONES) continue;
        if constexpr (SUMS == VECTOR_RAW) { ls += (l[0] + l[1]) + (l[2] + l[3]); continue; }
        float l0 = (l[0] + l[1]) + (l[2] + l[3]);
        l0 += __shfl_xor_sync(~0u, l0, 1);
        l0 += __shfl_xor_sync(~0u, l0, 2);
        if constexpr (SUMS == VECTOR_LATE) { ls += l0; continue; }
        const float inv = __frcp_rn(l0);
#pragma unroll
        for (int i = 0; i < N / 4; ++i) s[i] *= inv;
      }
#pragma unroll
      for (int j = 0; j < N / 32; ++j)
        asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1,%2,%3,%4};" ::
                     "r"(ad + buf * SB + j * 4096), "r"(pack(s[8 * j], s[8 * j + 1])), "r"(pack(s[8 * j + 2], s[8 * j + 3])),
                     "r"(pack(s[8 * j + 4], s[8 * j + 5])), "r"(pack(s[8 * j + 6], s[8 * j + 7])) : "memory");
      asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
    };
    for (int rep = 0; rep < a.reps; ++rep) {
      __syncthreads();
      __syncthreads();  // a barrier blocks a little later than the next clock read: two
      long long t0 = now();
      if constexpr (MODE == M_P) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { P_task(i & 1); bar_sync(5, 256); } }
      if constexpr (MODE == M_MACV || MODE == M_VECM) {
        const int n = MODE == M_MACV ? a.other : a.nb;
#pragma unroll 1
        for (int i = 0; i < n; ++i) { P_task(1); bar_sync(5, 256); }
      }
      if constexpr (MODE == M_FLAT || MODE == M_SITU) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { bar_sync(1, NT); P_task(0); bar_arrive(3, NT); }
      }
      if constexpr (MODE == M_MAS) {
#pragma unroll 1
        for (int i = 0; i < a.nb; ++i) { bar_sync(1 + (i & 1), NT); P_task(i & 1); bar_arrive(3 + (i & 1), NT); }
      }
      long long t1 = now();
      if (lane == 0) {
        long long* t = a.t + (((long long)blockIdx.x * a.reps + rep) * 12 + warp) * 2;
        t[0] = timed ? t0 : -1;
        t[1] = timed ? t1 : -1;
      }
    }
    if constexpr (SUMS == VECTOR_LATE || SUMS == VECTOR_RAW) if (ls == 1.2345e33f) a.out[0] = ls;
  }
}
