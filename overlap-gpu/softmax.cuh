// The vector part: softmax of the scores in the layout in which wgmma leaves them, on the CUDA cores.
#pragma once
#include "wgmma.cuh"

// softmax of the two rows of which a thread holds N/4 scores each (wgmma's accumulator layout), result packed as wgmma's A
template <int N> __device__ __forceinline__ void softmax2(float (&s)[N / 2], uint32_t (&p)[N / 4], float c, int vrep) {
#pragma unroll 1
  for (int v = 0; v < vrep; ++v) {
    float m[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, l[4] = {0, 0, 0, 0};
#pragma unroll
    for (int i = 0; i < N / 2; ++i) m[i & 3] = fmaxf(m[i & 3], s[i]);
    float m0 = fmaxf(m[0], m[1]), m1 = fmaxf(m[2], m[3]);
#pragma unroll
    for (int x = 1; x < 4; x <<= 1) {
      m0 = fmaxf(m0, __shfl_xor_sync(~0u, m0, x));
      m1 = fmaxf(m1, __shfl_xor_sync(~0u, m1, x));
    }
    float b0 = -m0 * c, b1 = -m1 * c;
#pragma unroll
    for (int i = 0; i < N / 2; ++i) {
      s[i] = ex2(fmaf(s[i], c, (i & 2) ? b1 : b0));
      l[i & 3] += s[i];
    }
    float l0 = l[0] + l[1], l1 = l[2] + l[3];
#pragma unroll
    for (int x = 1; x < 4; x <<= 1) {
      l0 += __shfl_xor_sync(~0u, l0, x);
      l1 += __shfl_xor_sync(~0u, l1, x);
    }
    float i0 = __frcp_rn(l0), i1 = __frcp_rn(l1);
#pragma unroll
    for (int i = 0; i < N / 2; ++i) s[i] *= (i & 2) ? i1 : i0;
  }
#pragma unroll
  for (int i = 0; i < N / 4; ++i) p[i] = pack(s[2 * i], s[2 * i + 1]);
}

// the same without the division by the row sums; SUM = 0: no sums either, 1: sums of the rows, 2: sums per thread, added to l
template <int N, int SUM> __device__ __forceinline__ void softmax_undivided(float (&s)[N / 2], uint32_t (&p)[N / 4], float c, int vrep, float (&ls)[2]) {
#pragma unroll 1
  for (int v = 0; v < vrep; ++v) {
    float m[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, l[4] = {0, 0, 0, 0};
#pragma unroll
    for (int i = 0; i < N / 2; ++i) m[i & 3] = fmaxf(m[i & 3], s[i]);
    float m0 = fmaxf(m[0], m[1]), m1 = fmaxf(m[2], m[3]);
#pragma unroll
    for (int x = 1; x < 4; x <<= 1) {
      m0 = fmaxf(m0, __shfl_xor_sync(~0u, m0, x));
      m1 = fmaxf(m1, __shfl_xor_sync(~0u, m1, x));
    }
    float b0 = -m0 * c, b1 = -m1 * c;
#pragma unroll
    for (int i = 0; i < N / 2; ++i) {
      s[i] = ex2(fmaf(s[i], c, (i & 2) ? b1 : b0));
      if constexpr (SUM > 0) l[i & 3] += s[i];
    }
    if constexpr (SUM == 1) {
      ls[0] = l[0] + l[1]; ls[1] = l[2] + l[3];
#pragma unroll
      for (int x = 1; x < 4; x <<= 1) {
        ls[0] += __shfl_xor_sync(~0u, ls[0], x);
        ls[1] += __shfl_xor_sync(~0u, ls[1], x);
      }
    }
    if constexpr (SUM == 2) { ls[0] += l[0] + l[1]; ls[1] += l[2] + l[3]; }
  }
#pragma unroll
  for (int i = 0; i < N / 4; ++i) p[i] = pack(s[2 * i], s[2 * i + 1]);
}
